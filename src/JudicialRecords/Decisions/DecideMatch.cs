using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// The case officer says whether somebody on record is the person; the ground is kept. Never decided by itself.
/// </summary>
internal static class DecideMatch
{
    internal const string Action = "match.decided";
    internal const string Same = "same-person";
    internal const string Other = "other-person";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/decide-match", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        new GroundedDecision(Action, Same, Other).HandleAsync(id, form, desk, (file, f) =>
        {
            if (file.Matches.All(m => m.Key != f.Subject))
            {
                return Refusals.NotThisStep;
            }

            var decided = file.With(desk.Officer.Act(file.Dossier.Id, desk.Now, Action, f));
            file.Dossier.ResultJson = LawJson.Write(decided.Judge(desk.Now.DateInVietnam(), pack));
            return new Outcome.Done(new("Đã ghi quyết định và căn cứ.", "The decision and its ground are kept."));
        }, cancellation);
}
