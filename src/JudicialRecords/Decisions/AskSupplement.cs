using Civic.JudicialRecords.Requests;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Further papers are asked for: state 5, the clock rests. Reception before the work, its officer during it.
/// </summary>
internal static class AskSupplement
{
    internal static void Map(RouteGroupBuilder group) =>
        group
            .MapPost("/ask-supplement", HandleAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .RequireAuthorization(p => p.RequireClaim(BridgeClaims.Roles, Roles.Reception, Roles.CaseOfficer));

    private static Task<IResult> HandleAsync(
        Guid id,
        StaffForm? form,
        Desk desk,
        CurrentPerson person,
        CancellationToken cancellation
    ) => desk.ActAsync(id, form, "dossier.supplement-asked", (d, f) => Decide(d, f, desk, person), cancellation);

    private static Outcome Decide(Dossier dossier, StaffForm form, Desk desk, CurrentPerson person)
    {
        var mine = dossier switch
        {
            { State: DossierState.Registered } => person.Has(Roles.Reception),
            _ => person.Has(Roles.CaseOfficer),
        };
        if (!mine || dossier.Hinders(DossierEvent.SupplementAsked, desk.Officer.Subject) is not null)
        {
            return Refusals.NotThisStep;
        }

        if (!form.HasReason)
        {
            return Refusals.ReasonMissing;
        }

        dossier.Must(DossierEvent.SupplementAsked, desk.Hand with { Reason = form.Reason });
        return new Outcome.Done(new("Đã yêu cầu bổ sung giấy tờ.", "Further papers were asked for."));
    }
}
