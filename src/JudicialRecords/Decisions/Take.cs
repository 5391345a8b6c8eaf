using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>A case officer takes a received dossier: state 2 to 4.</summary>
internal static class Take
{
    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/take", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, "dossier.taken", (dossier, _) =>
        {
            if (dossier.State != DossierState.Received)
            {
                return Refusals.NotThisStep;
            }

            dossier.MoveTo(DossierState.InProgress, desk.Now, desk.Officer.Subject);
            dossier.CaseOfficer = desk.Officer.Subject;
            return new Outcome.Done(new("Đã nhận thụ lý hồ sơ.", "You have taken this dossier."));
        }, cancellation);
}
