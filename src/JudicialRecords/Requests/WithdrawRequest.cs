using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// The citizen takes the request back: an unpaid one is cancelled, any other withdrawn (state 7). What was paid goes
/// back where the policy says so; the refund follows from the state.
/// </summary>
internal sealed class WithdrawRequest(JudicialDbContext database, TimeProvider clock)
{
    internal async Task<Withdrawal> RunAsync(
        string code,
        string subject,
        string? reason,
        CancellationToken cancellation
    )
    {
        var dossier = await database
            .Dossiers.Include(d => d.History)
            .SingleOrDefaultAsync(d => d.Code == code && d.RequesterSubject == subject, cancellation);
        if (dossier is null)
        {
            return new Withdrawal.NotFound();
        }

        if (dossier.State == DossierState.Withdrawn)
        {
            return new Withdrawal.Done();
        }

        var why = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()[..Math.Min(reason.Trim().Length, 500)];
        if (dossier.Try(DossierEvent.Withdrawn, new(subject, clock.GetUtcNow(), why)) is not null)
        {
            return new Withdrawal.TooLate(dossier.State);
        }

        database.Audit(clock, subject, "dossier.withdrawn", dossier.Code);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return new Withdrawal.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Withdrawal.ChangedMeanwhile();
        }
    }
}

internal abstract record Withdrawal
{
    private Withdrawal() { }

    internal sealed record Done : Withdrawal;

    internal sealed record NotFound : Withdrawal;

    internal sealed record TooLate(DossierState State) : Withdrawal;

    internal sealed record ChangedMeanwhile : Withdrawal;
}
