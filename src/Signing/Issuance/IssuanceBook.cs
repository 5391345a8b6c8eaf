using Civic.Shared.Audit;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Issuance;

/// <summary>What came of an entry or a change.</summary>
internal enum BookOutcome
{
    Conflict,
    Unknown,
    Final,
    DecisionNotSealed,
    NewerUnknown,
    Entered,
    SameAsBefore,
}

/// <summary>
/// Rows of what was issued and the leaves that tell of them, always both in one transaction, one writer at a time.
/// </summary>
internal sealed class IssuanceBook(SigningDatabase database, IssuanceLog log, TimeProvider clock)
{
    internal async Task<BookOutcome> EnterAsync(IssuedDocument entry, CancellationToken cancellation)
    {
        await using var transaction = await log.BeginAsync(cancellation);
        var known = await database.Issuances.AsNoTracking()
            .SingleOrDefaultAsync(i => i.Number == entry.Number, cancellation);
        if (known is not null && known.SaysTheSameAs(entry))
        {
            return BookOutcome.SameAsBefore;
        }

        if (known is not null)
        {
            database.Audit(clock, entry.Issuer, "document.issue-refused", entry.Number,
                "civic:signing:issuance-conflict", new Dictionary<string, string> { ["sha256"] = entry.Sha256 });
            return await DoneAsync(BookOutcome.Conflict);
        }

        database.Issuances.Add(entry);
        var index = await log.AppendAsync(LogLeaf.Issued(entry), cancellation);
        database.Audit(clock, entry.Issuer, "document.issued", entry.Number, "ok", new Dictionary<string, string>
        {
            ["kind"] = entry.Kind,
            ["sha256"] = entry.Sha256,
            ["index"] = index.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        return await DoneAsync(BookOutcome.Entered);

        async Task<BookOutcome> DoneAsync(BookOutcome outcome)
        {
            await database.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return outcome;
        }
    }

    internal async Task<BookOutcome> ChangeAsync(
        string issuer, StatusDecision decision, CancellationToken cancellation)
    {
        await using var transaction = await log.BeginAsync(cancellation);
        var known = await database.Issuances.SingleOrDefaultAsync(
            i => i.Number == decision.Number && i.Issuer == issuer, cancellation);
        if (known is null)
        {
            return BookOutcome.Unknown;
        }

        if (await database.StatusDecisions.AnyAsync(d => d.Number == decision.Number && d.Status == decision.Status
            && d.DecisionNumber == decision.DecisionNumber && d.DecisionDate == decision.DecisionDate
            && d.Sha256 == decision.Sha256 && d.Newer == decision.Newer, cancellation))
        {
            return BookOutcome.SameAsBefore;
        }

        if (await WhyNotAsync(known, decision, cancellation) is { } why)
        {
            return why;
        }

        known.Status = decision.Status;
        database.StatusDecisions.Add(decision);
        await log.AppendAsync(LogLeaf.Changed(known, decision), cancellation);
        database.Audit(clock, issuer, "document.status-changed", decision.Number, "ok", new Dictionary<string, string>
        {
            ["status"] = decision.Status.Name(),
            ["decision"] = decision.DecisionNumber,
            ["sha256"] = decision.Sha256,
        });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return BookOutcome.Entered;
    }

    /// <summary>
    /// Enters what a document became by a further archive time stamp, in the caller's unit of work, which
    /// <see cref="IssuanceLog.BeginAsync"/> began and the caller saves and commits.
    /// </summary>
    internal Task SucceedAsync(IssuedDocument document, string of, string sha256, CancellationToken cancellation) =>
        log.AppendAsync(LogLeaf.Successor(document, of, sha256, clock.GetUtcNow()), cancellation);

    private async Task<BookOutcome?> WhyNotAsync(
        IssuedDocument known, StatusDecision decision, CancellationToken cancellation)
    {
        if (known.Status is IssuanceStatus.Revoked or IssuanceStatus.Cancelled)
        {
            return BookOutcome.Final;
        }

        // The decision itself must have been sealed here, for the agency that issued the document.
        if (!await database.Seals.AnyAsync(s => s.OutputSha256 == decision.Sha256 && s.Client == known.Issuer
            && s.Field == "Agency", cancellation))
        {
            return BookOutcome.DecisionNotSealed;
        }

        return decision.Newer is { } newer && (newer == known.Number
            || !await database.Issuances.AnyAsync(i => i.Number == newer && i.Issuer == known.Issuer, cancellation))
                ? BookOutcome.NewerUnknown
                : null;
    }
}
