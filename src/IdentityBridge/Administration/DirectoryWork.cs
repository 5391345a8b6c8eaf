using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Misuse;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Administration;

/// <summary>How a decision about a proposal ended.</summary>
internal enum Decision
{
    /// <summary>Nobody by that id waits for a decision (any more).</summary>
    NotOpen,
    NotAnAdministrator,

    /// <summary>Who proposed it does not confirm it.</summary>
    SamePerson,

    /// <summary>Nobody confirms what is about themselves.</summary>
    AboutOneself,

    /// <summary>Fewer than two administrators would be left, and nothing could be decided any more.</summary>
    TooFewLeft,

    /// <summary>What it names is gone or already there.</summary>
    DoesNotFit,
    Done,
}

/// <summary>
/// Changes by two persons: one administrator proposes, another confirms; only then does anything hold.
/// </summary>
internal sealed class DirectoryWork(
    IdentityDbContext database, Settling settling, Freezes freezes, TimeProvider clock)
{
    internal async Task<bool> ProposeAsync(Guid administrator, DirectoryChange change, CancellationToken cancellation)
    {
        if (!await IsAdministratorAsync(administrator, cancellation))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var proposal = new DirectoryProposal
        {
            Id = Guid.CreateVersion7(now),
            Change = change.ToJson(),
            ProposedBy = administrator,
            ProposedAt = now,
        };
        database.DirectoryProposals.Add(proposal);
        database.Audit(clock, administrator.ToString(), "directory.proposed", proposal.Id.ToString(),
            detail: new Dictionary<string, string> { ["change"] = change.GetType().Name });
        await database.SaveChangesAsync(cancellation);
        return true;
    }

    internal Task<Decision> ConfirmAsync(Guid proposalId, Guid administrator, CancellationToken cancellation) =>
        DecideAsync(proposalId, administrator, DirectoryProposal.Confirmed, cancellation);

    internal Task<Decision> RejectAsync(Guid proposalId, Guid administrator, CancellationToken cancellation) =>
        DecideAsync(proposalId, administrator, DirectoryProposal.Rejected, cancellation);

    private async Task<Decision> DecideAsync(
        Guid proposalId, Guid administrator, string outcome, CancellationToken cancellation)
    {
        if (!await IsAdministratorAsync(administrator, cancellation))
        {
            return Decision.NotAnAdministrator;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        // One decision at a time: each must see how many administrators the one before left.
        await database.Database.ExecuteSqlAsync($"UPDATE administration_begun SET one = 1", cancellation);
        var now = clock.GetUtcNow();
        var taken = await database.DirectoryProposals.Where(p => p.Id == proposalId && p.DecidedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.DecidedAt, now).SetProperty(p => p.DecidedBy, administrator)
                    .SetProperty(p => p.Outcome, outcome),
                cancellation);
        if (taken == 0)
        {
            return Decision.NotOpen;
        }

        var proposal = await database.DirectoryProposals.AsNoTracking()
            .SingleAsync(p => p.Id == proposalId, cancellation);
        var decision = outcome == DirectoryProposal.Rejected
            ? Decision.Done
            : await ApplyAsync(proposal, administrator, cancellation);
        if (decision == Decision.Done)
        {
            database.Audit(clock, administrator.ToString(), $"directory.{outcome}", proposalId.ToString());
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return decision;
    }

    private async Task<Decision> ApplyAsync(
        DirectoryProposal proposal, Guid administrator, CancellationToken cancellation)
    {
        if (proposal.ProposedBy == administrator)
        {
            return Decision.SamePerson;
        }

        var change = DirectoryChange.FromJson(proposal.Change);
        if (change.About == administrator)
        {
            return Decision.AboutOneself;
        }

        switch (change)
        {
            case DirectoryChange.AddEntry add:
                database.DirectoryEntries.Add(EntryOf(add));
                return Decision.Done;
            case DirectoryChange.EndEntry end:
                return await EndAsync(end, cancellation);
            case DirectoryChange.SetFacility facility:
                await SetAsync(facility, cancellation);
                return Decision.Done;
            case DirectoryChange.SetCertificate certificate:
                return await SetAsync(certificate, cancellation);
            case DirectoryChange.SettleAccount settle:
                return await settling.SettleAsync(
                    settle.PersonId, settle.Finding, settle.Settlement, cancellation)
                    ? Decision.Done : Decision.DoesNotFit;
            case DirectoryChange.LiftFreeze lift:
                return await freezes.LiftAsync(lift, cancellation) ? Decision.Done : Decision.DoesNotFit;
            default:
                throw new System.Diagnostics.UnreachableException("Every change is named above.");
        }
    }

    private DirectoryEntry EntryOf(DirectoryChange.AddEntry add) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        PersonId = add.PersonId,
        Agency = add.Agency,
        Roles = string.Join(' ', add.Roles),
        Title = add.Title,
        Unit = add.Unit,
        FacilityCode = add.FacilityCode,
        Certificate = add.Certificate,
        FromDay = add.From,
        UntilDay = add.Until,
    };

    private async Task<Decision> EndAsync(DirectoryChange.EndEntry end, CancellationToken cancellation)
    {
        var entry = await database.DirectoryEntries.SingleOrDefaultAsync(e => e.Id == end.EntryId, cancellation);
        if (entry is null || end.Until < entry.FromDay)
        {
            return Decision.DoesNotFit;
        }

        if (entry.Agency == StaffDirectory.OwnAgency && entry.Has(Roles.Administrator))
        {
            var after = end.Until.AddDays(1);
            var others = (await database.DirectoryEntries.AsNoTracking()
                .Where(e => e.Agency == StaffDirectory.OwnAgency && e.Id != entry.Id).ToListAsync(cancellation))
                .Where(e => e.Has(Roles.Administrator) && e.HoldsOn(after)).Select(e => e.PersonId).Distinct();
            if (others.Count() < 2)
            {
                return Decision.TooFewLeft;
            }
        }

        entry.UntilDay = end.Until;
        return Decision.Done;
    }

    private async Task SetAsync(DirectoryChange.SetFacility set, CancellationToken cancellation)
    {
        if (await database.Facilities.FindAsync([set.Code], cancellation) is not { } facility)
        {
            database.Facilities.Add(new Facility
            {
                Code = set.Code,
                Name = set.Name,
                FromDay = set.From,
                UntilDay = set.Until,
            });
            return;
        }

        (facility.Name, facility.FromDay, facility.UntilDay) = (set.Name, set.From, set.Until);
    }

    private async Task<Decision> SetAsync(DirectoryChange.SetCertificate set, CancellationToken cancellation)
    {
        var known = await database.PracticeCertificates.FindAsync([set.Number], cancellation);
        if (known is null)
        {
            database.PracticeCertificates.Add(new PracticeCertificate
            {
                Number = set.Number,
                PersonId = set.PersonId,
                FromDay = set.From,
                UntilDay = set.Until,
            });
            return Decision.Done;
        }

        (known.FromDay, known.UntilDay) = (set.From, set.Until);
        return known.PersonId == set.PersonId ? Decision.Done : Decision.DoesNotFit;
    }

    private async Task<bool> IsAdministratorAsync(Guid person, CancellationToken cancellation) =>
        await StaffDirectory.EnteredAsync(
            database, person, StaffDirectory.OwnAgency, clock.TodayInVietnam(), cancellation)
            is { } member && member.Roles.Contains(Roles.Administrator);
}
