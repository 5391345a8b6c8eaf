using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>A case officer takes a received dossier: state 2 to 4.</summary>
internal static class Take
{
    internal const string Action = "dossier.taken";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/take", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Action, (dossier, _) => Decide(dossier, desk), cancellation);

    internal static Outcome Decide(Dossier dossier, Desk desk) =>
        dossier.Try(DossierEvent.Taken, desk.Hand) is { } hindrance
            ? Refusals.Of(hindrance)
            : new Outcome.Done(new("Đã nhận thụ lý hồ sơ.", "You have taken this dossier."));
}
