using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// The frame of every action: the dossier as the officer read it, the decision, its entry in the working file and its
/// audit event, all in one transaction. Two officers at once: one is done, the other is told.
/// </summary>
internal sealed class Desk(JudicialDbContext database, CurrentPerson person, TimeProvider clock, WorkSignal signal)
{
    internal JudicialDbContext Database => database;

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal Officer Officer { get; } = new(
        person.Subject, person.Name, person.StaffTitle ?? "", person.StaffUnit ?? "");

    internal Hand Hand => new(Officer.Subject, Now);

    /// <summary>Of a paper that is asked for here.</summary>
    internal PaperAuthor Author => new(Officer.Subject, Officer.Name, Officer.Title, Now);

    /// <param name="action">Verb for the working file and the audit trail.</param>
    internal Task<IResult> ActAsync(
        Guid id, StaffForm? form, string action, Func<Dossier, StaffForm, Outcome> decide,
        CancellationToken cancellation) =>
        ActAsync(id, form, action, (dossier, f) => Task.FromResult(decide(dossier, f)), cancellation);

    internal async Task<IResult> ActAsync(
        Guid id, StaffForm? form, string action, Func<Dossier, StaffForm, Task<Outcome>> decide,
        CancellationToken cancellation)
    {
        if (form is null)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return await DecideAsync(id, form, action, decide, cancellation) is { } outcome
            ? Answer(id, form, outcome, action)
            : Results.StatusCode(StatusCodes.Status404NotFound);
    }

    /// <returns>Null where there is no such dossier.</returns>
    internal async Task<Outcome?> DecideAsync(
        Guid id, StaffForm form, string action, Func<Dossier, StaffForm, Task<Outcome>> decide,
        CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var dossier = await database.Dossiers.Include(d => d.History)
            .SingleOrDefaultAsync(d => d.Id == id, cancellation);
        if (dossier is null)
        {
            return null;
        }

        var outcome = dossier.Version == form.Version ? await decide(dossier, form) : Refusals.SomebodyWasFaster;
        Record(dossier, form, action, outcome);
        return await CommitAsync(transaction, cancellation) ? outcome : Refusals.SomebodyWasFaster;
    }

    /// <summary>The same for several dossiers in one transaction.</summary>
    /// <param name="chosen">Each as the officer saw it.</param>
    /// <param name="action">As for one.</param>
    /// <param name="rule">Reads what the decisions rest on for all of them, and gives the decision on one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>
    /// The outcomes of those that there are; null where somebody changed one of them meanwhile, and nothing was done.
    /// </returns>
    internal async Task<IReadOnlyDictionary<Guid, Outcome>?> DecideAllAsync(
        IReadOnlyCollection<Chosen> chosen, string action, SharedRule rule, CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var seen = chosen.ToDictionary(c => c.Id, c => c.Version);
        var ids = seen.Keys.ToList();
        var dossiers = await database.Dossiers.Include(d => d.History).AsSplitQuery().Where(d => ids.Contains(d.Id))
            .ToListAsync(cancellation);
        var decide = await rule(dossiers);
        var outcomes = new Dictionary<Guid, Outcome>();
        foreach (var dossier in dossiers)
        {
            var form = new StaffForm { Version = seen[dossier.Id] };
            var outcome = dossier.Version == form.Version ? await decide(dossier) : Refusals.SomebodyWasFaster;
            Record(dossier, form, action, outcome);
            outcomes[dossier.Id] = outcome;
        }

        return await CommitAsync(transaction, cancellation) ? outcomes : null;
    }

    /// <summary>An event beside the action's own, such as a question to a register.</summary>
    internal void Audit(string action, string subject, string outcome, Dictionary<string, string> detail) =>
        database.Audit(clock, Officer.Subject, action, subject, outcome, detail);

    /// <summary>A refused attempt is kept as an audit event too: four eyes must be provable both ways.</summary>
    private void Record(Dossier dossier, StaffForm form, string action, Outcome outcome)
    {
        if (outcome is Outcome.Done)
        {
            dossier.Version++;
            database.StaffActs.Add(Officer.Act(dossier.Id, Now, action, form));
        }

        database.Audit(clock, Officer.Subject, action, dossier.Code,
            outcome is Outcome.Refused refused ? $"civic:judicial:{refused.Code}" : "ok");
    }

    /// <returns>False where somebody changed a dossier meanwhile, and nothing was saved.</returns>
    private async Task<bool> CommitAsync(IDbContextTransaction transaction, CancellationToken cancellation)
    {
        try
        {
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        await transaction.CommitAsync(cancellation);
        signal.Wake();
        return true;
    }

    internal IResult Answer(Guid id, StaffForm form, Outcome outcome, string action)
    {
        if (outcome is not Outcome.Refused refused)
        {
            return new SeeOther($"/staff/dossiers/{id}?done={Uri.EscapeDataString(action)}#told");
        }

        // The page is read anew in this request; nothing of the refused attempt may be written with it.
        database.ChangeTracker.Clear();
        return new RefusedPage(id, form, refused);
    }
}

/// <summary>Who acts, as the bridge's directory names them.</summary>
internal sealed record Officer(string Subject, string Name, string Title, string Unit)
{
    internal StaffAct Act(Guid dossierId, DateTimeOffset at, string action, StaffForm form) => new()
    {
        DossierId = dossierId,
        At = at,
        Action = action,
        Actor = Subject,
        ActorName = Name,
        ActorTitle = Title,
        Subject = form.Subject,
        Choice = form.KeptChoice,
        Reason = form.Reason.Length > 0 ? form.Reason : null,
    };
}
