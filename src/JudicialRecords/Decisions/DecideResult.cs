using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>Where the rules alone may not settle the result, the case officer does, with a written ground.</summary>
internal static class DecideResult
{
    internal const string Action = "result.decided";
    internal const string Clear = "clear";
    internal const string Convicted = "convicted";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/decide-result", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Action, async (dossier, f) =>
        {
            if (OfficerStep.Guard(dossier, desk) is { } refused)
            {
                return refused;
            }

            if (f.Choice is not (Clear or Convicted))
            {
                return Refusals.ChoiceMissing;
            }

            if (!f.HasReason)
            {
                return Refusals.ReasonMissing;
            }

            var file = await CaseFile.LoadAsync(desk.Database, dossier, cancellation);
            return file.RecordsComplete && file.OfficerMustDecide
                ? new Outcome.Done(new("Đã ghi kết luận và căn cứ.", "The conclusion and its ground are kept."))
                : Refusals.NotThisStep;
        }, cancellation);
}
