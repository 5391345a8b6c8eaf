using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
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
        Guid id,
        StaffForm? form,
        Desk desk,
        PolicyPack pack,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            form,
            Action,
            async (dossier, f) =>
            {
                if (OfficerStep.Guard(dossier, desk) is { } refused)
                {
                    return refused;
                }

                if (f.Choice is not (Same or Other))
                {
                    return Refusals.ChoiceMissing;
                }

                if (!f.HasReason)
                {
                    return Refusals.ReasonMissing;
                }

                var file = await CaseFile.LoadAsync(desk.Database, dossier, cancellation);
                if (file.Matches.All(m => m.Key != f.Subject))
                {
                    return Refusals.NotThisStep;
                }

                var decided = file.With(desk.Officer.Act(dossier.Id, desk.Now, Action, f));
                dossier.ResultJson = LawJson.Write(decided.Judge(desk.Now.DateInVietnam(), pack));
                return new Outcome.Done(new("Đã ghi quyết định và căn cứ.", "The decision and its ground are kept."));
            },
            cancellation
        );
}

/// <summary>What every step of the case officer needs: the work is at that step and is theirs.</summary>
internal static class OfficerStep
{
    internal static Outcome.Refused? Guard(Dossier dossier, Desk desk) =>
        dossier.Hinders(DossierEvent.Prepared, desk.Officer.Subject) is { } hindrance
            ? Refusals.Of(hindrance)
            : null;
}
