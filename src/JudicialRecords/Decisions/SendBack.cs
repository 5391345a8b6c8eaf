using Civic.JudicialRecords.Requests;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// The division head or the leader gives a prepared certificate back to the case officer, with the reason.
/// </summary>
internal static class SendBack
{
    internal static void Map(RouteGroupBuilder group) =>
        group
            .MapPost("/send-back", HandleAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .RequireAuthorization(p => p.RequireClaim(BridgeClaims.Roles, Roles.DivisionHead, Roles.Leader));

    private static Task<IResult> HandleAsync(
        Guid id,
        StaffForm? form,
        Desk desk,
        CurrentPerson person,
        CancellationToken cancellation
    ) =>
        desk.ActAsync(
            id,
            form,
            "certificate.sent-back",
            (dossier, f) =>
            {
                var mine = NextStep.Of(dossier) switch
                {
                    Turn.DivisionHead => person.Has(Roles.DivisionHead),
                    Turn.Leader => person.Has(Roles.Leader),
                    _ => false,
                };
                if (!mine)
                {
                    return Refusals.NotThisStep;
                }

                if (!f.HasReason)
                {
                    return Refusals.ReasonMissing;
                }

                dossier.Must(DossierEvent.SentBack, desk.Hand);
                return new Outcome.Done(new("Đã chuyển lại chuyên viên.", "Sent back to the case officer."));
            },
            cancellation
        );
}
