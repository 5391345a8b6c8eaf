using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Http;

namespace Civic.JudicialRecords.Decisions;

/// <summary>What every step of the case officer needs: the work is at that step and is theirs.</summary>
internal static class OfficerStep
{
    internal static Outcome.Refused? Guard(Dossier dossier, Desk desk) =>
        dossier.Hinders(DossierEvent.Prepared, desk.Officer.Subject) is { } hindrance
            ? Refusals.Of(hindrance)
            : null;
}

/// <summary>
/// A decision of the case officer on one of several things in a dossier, which <see cref="StaffForm.Subject"/> names:
/// one of the choices, with its written ground.
/// </summary>
internal sealed record GroundedDecision(string Action, params string[] Choices)
{
    /// <param name="id">The dossier's.</param>
    /// <param name="form">As it was sent.</param>
    /// <param name="desk">The officer's.</param>
    /// <param name="decide">Given the working file, once choice and ground are there.</param>
    /// <param name="cancellation">Ends it.</param>
    internal Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, Func<CaseFile, StaffForm, Outcome> decide,
        CancellationToken cancellation) =>
        desk.ActAsync(id, form, Action, async (dossier, f) =>
            OfficerStep.Guard(dossier, desk) is { } refused ? refused
            : !Choices.Contains(f.Choice) ? Refusals.ChoiceMissing
            : !f.HasReason ? Refusals.ReasonMissing
            : decide(await CaseFile.LoadAsync(desk.Database, dossier, cancellation), f), cancellation);
}
