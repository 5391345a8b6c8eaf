using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Submission;

/// <summary>
/// Turns a checked declaration into a dossier, in one transaction: code, declaration frozen as JSON and PDF, fee with
/// its trace, the papers attached to the draft, state 1 or 6, payment order, audit event. Sending it again gives the
/// same dossier.
/// </summary>
internal sealed class SubmitRequest(JudicialDbContext database, PolicyPack pack, TimeProvider clock)
{
    internal async Task<Submitted> RunAsync(
        Guid submissionId,
        Declaration declaration,
        Quote quote,
        Submitter submitter,
        CancellationToken cancellation,
        FromElsewhere? from = null
    )
    {
        if (await FindExistingAsync(submissionId, declaration.Person.Number, submitter, cancellation) is { } before)
        {
            return before;
        }

        try
        {
            return await StoreAsync(new(submissionId, declaration, quote, submitter, from), cancellation);
        }
        catch (DbUpdateException)
        {
            // Two at once: the unique indexes let one through; what the other is told is read from the database.
            database.ChangeTracker.Clear();
            return await FindExistingAsync(submissionId, declaration.Person.Number, submitter, cancellation)
                ?? throw new InvalidOperationException("The dossier was refused by the database, but no other stands.");
        }
    }

    private async Task<Submitted?> FindExistingAsync(
        Guid submissionId,
        string personNumber,
        Submitter submitter,
        CancellationToken cancellation
    )
    {
        var number = CitizenId.Parse(personNumber);
        var existing = await database
            .Dossiers.AsNoTracking()
            .Where(d =>
                (d.Id == submissionId && d.RequesterSubject == submitter.Subject)
                || (d.PersonNumber == number && d.IsOpen)
            )
            .Select(d => new
            {
                d.Id,
                d.Code,
                d.RequesterSubject,
                d.State,
            })
            .ToListAsync(cancellation);
        if (existing.FirstOrDefault(d => d.Id == submissionId) is { } same)
        {
            return new Submitted.Done(same.Code);
        }

        return existing.FirstOrDefault() is { } open
            ? new Submitted.AnotherIsOpen(IsKnownTo(submitter, open.RequesterSubject) ? open.Code : null, open.State)
            : null;
    }

    /// <summary>Its owner, and reception, which sees every dossier anyway.</summary>
    private static bool IsKnownTo(Submitter submitter, string owner) =>
        owner == submitter.Subject || !submitter.Channel.IsOnline();

    private async Task<Submitted> StoreAsync(Sent sent, CancellationToken cancellation)
    {
        var (declaration, submitter, now) = (sent.Declaration, sent.Submitter, clock.GetUtcNow());
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var dossier = new Dossier
        {
            Id = sent.SubmissionId,
            Code = sent.From?.Code ?? await DossierCodes.NextAsync(database, pack, now, cancellation),
            RequesterSubject = submitter.Subject,
            RequesterNumber = CitizenId.TryParse(declaration.Requester.Number, out var asks) ? asks : null,
            PersonNumber = CitizenId.Parse(declaration.Person.Number),
            Kind = declaration.Kind,
            DeclarationJson = DeclarationText.Write(declaration),
            PersonNameKey = PlainName.Of(declaration.Person.Name),
            Channel = submitter.Channel,
            RequesterLevel = submitter.Level,
            SubmittedAt = now,
        };
        dossier.Register(submitter.Actor);
        Assess(dossier, sent.Quote);
        database.Dossiers.Add(dossier);
        database.StoredDocuments.Add(
            new StoredDocument
            {
                DossierId = dossier.Id,
                Kind = DocumentKind.Declaration,
                Content = DeclarationPdf.Render(declaration, dossier, pack),
                StoredAt = now,
            }
        );
        if (sent.From is null && dossier is { FeeDecided: true, FeeCitizen.Dong: > 0 })
        {
            PaymentOrders.Ask(database, dossier, submitter.Actor, now);
        }

        database.Audit(
            clock,
            submitter.Actor,
            "dossier.submitted",
            dossier.Code,
            detail: new Dictionary<string, string>
            {
                ["kind"] = ((int)dossier.Kind).ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["state"] = ((int)dossier.State).ToString(System.Globalization.CultureInfo.InvariantCulture),
            }
        );
        await database.SaveChangesAsync(cancellation);
        if (sent.From is { } from)
        {
            await from.CompleteAsync(dossier);
            await database.SaveChangesAsync(cancellation);
        }

        await database
            .Attachments.Where(a => a.OwnerSubject == submitter.Subject && a.DossierId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.DossierId, dossier.Id), cancellation);
        await database.RequestDrafts.Where(d => d.Subject == submitter.Subject).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new Submitted.Done(dossier.Code);
    }

    private static void Assess(Dossier dossier, Quote quote)
    {
        var trace = LawJson.Write(new FeeRecord(quote.Facts, quote.Assessment));
        if (quote.Assessment is FeeAssessment.Decided fee)
        {
            dossier.Assess(fee.List, fee.Waived, fee.City, fee.Citizen, trace, decided: true);
            return;
        }

        dossier.Assess(Money.Zero, Money.Zero, Money.Zero, Money.Zero, trace, decided: false);
    }

    private sealed record Sent(
        Guid SubmissionId, Declaration Declaration, Quote Quote, Submitter Submitter, FromElsewhere? From);
}

/// <summary>A request that another system took: under a code that it was given, with its money.</summary>
/// <param name="CompleteAsync">Adds what came with it and asks for what is still owed, in its transaction.</param>
internal sealed record FromElsewhere(string Code, Func<Dossier, Task> CompleteAsync);

/// <summary>How a submission ended.</summary>
internal abstract record Submitted
{
    private Submitted() { }

    internal sealed record Done(string Code) : Submitted;

    /// <summary>One request per person at a time.</summary>
    /// <param name="Code">Null where it is another requester's: only its owner learns which it is.</param>
    internal sealed record AnotherIsOpen(string? Code, DossierState State) : Submitted;
}
