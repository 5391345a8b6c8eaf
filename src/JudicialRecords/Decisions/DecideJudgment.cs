using Civic.JudicialRecords.Expungement;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// What the rules make of a judgment is confirmed or overruled by the case officer, with a written ground. Whether the
/// person has a conviction then follows from all judgments, so that it never says other than what is printed below.
/// </summary>
internal static class DecideJudgment
{
    internal const string Action = "judgment.decided";

    /// <summary>As the rules say.</summary>
    internal const string Confirmed = "confirmed";
    internal const string Active = "active";

    /// <summary>With the day from which, printed on number 2 (Art. 43).</summary>
    internal const string Expunged = "expunged";

    /// <summary>Never counts (Penal Code Art. 69(2), 107(1)).</summary>
    internal const string NoRecord = "no-record";

    /// <summary>Not final, quashed, or about somebody else; not printed.</summary>
    internal const string Disregarded = "disregarded";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/decide-judgment", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Action, async (dossier, f) =>
        {
            if (OfficerStep.Guard(dossier, desk) is { } refused)
            {
                return refused;
            }

            var file = await CaseFile.LoadAsync(desk.Database, dossier, cancellation);
            var judgment = file.Cases.FirstOrDefault(c => c.Key == f.Subject);
            return !file.RecordsComplete || judgment is null
                ? Refusals.NotThisStep
                : Wrong(f, judgment.Computed, desk.Now.DateInVietnam())
                    ?? new Outcome.Done(new("Đã ghi kết luận và căn cứ.", "The conclusion and its ground are kept."))
                        as Outcome;
        }, cancellation);

    private static Outcome.Refused? Wrong(StaffForm form, JudgmentFinding finding, DateOnly today) =>
        form switch
        {
            { Choice: Confirmed } when finding.Standing == JudgmentStanding.NeedsVerification =>
                Refusals.NothingToConfirm,
            { Choice: not (Confirmed or Active or Expunged or NoRecord or Disregarded) } => Refusals.ChoiceMissing,
            { Choice: Expunged } when form.Day is not { } day || day < finding.Judgment.Date || day > today =>
                Refusals.DayOfExpungement,
            { HasReason: false } => Refusals.ReasonMissing,
            _ => null,
        };
}
