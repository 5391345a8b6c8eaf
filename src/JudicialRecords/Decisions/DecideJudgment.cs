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
        new GroundedDecision(Action, Confirmed, Active, Expunged, NoRecord, Disregarded)
            .HandleAsync(id, form, desk, (file, f) => Decide(file, f, desk.Now.DateInVietnam()), cancellation);

    private static Outcome Decide(CaseFile file, StaffForm form, DateOnly today) =>
        file.Cases.FirstOrDefault(c => c.Key == form.Subject)?.Computed switch
        {
            null => Refusals.NotThisStep,
            { Standing: JudgmentStanding.NeedsVerification } when form.Choice == Confirmed =>
                Refusals.NothingToConfirm,
            { Judgment.Date: var judged } when form.Choice == Expunged
                && (form.Day is not { } day || day < judged || day > today) => Refusals.DayOfExpungement,
            _ => new Outcome.Done(new("Đã ghi kết luận và căn cứ.", "The conclusion and its ground are kept.")),
        };
}
