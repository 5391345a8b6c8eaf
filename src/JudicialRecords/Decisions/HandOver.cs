using Civic.JudicialRecords.Requests;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// A case officer gives a dossier back to the queue, or the division head takes it from them; another officer takes it
/// over. The acts, with their reasons, are the log.
/// </summary>
internal static class HandOver
{
    internal const string GivenBack = "dossier.given-back";
    internal const string TakenOver = "dossier.taken-over";

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/hand-back", GiveBackAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .RequireAuthorization(p => p.RequireClaim(BridgeClaims.Roles, Roles.CaseOfficer, Roles.DivisionHead));
        group.MapPost("/take-over", TakeOverAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);
    }

    private static Task<IResult> GiveBackAsync(
        Guid id, StaffForm? form, Desk desk, CurrentPerson person, CancellationToken cancellation) =>
        desk.ActAsync(id, form, GivenBack, (dossier, f) =>
        {
            if (dossier.Hinders(DossierEvent.HandedBack, desk.Officer.Subject) is { } hindrance)
            {
                return Refusals.Of(hindrance);
            }

            if (dossier.CaseOfficer != desk.Officer.Subject && !person.Has(Roles.DivisionHead))
            {
                return Refusals.NotYourDossier;
            }

            if (!f.HasReason)
            {
                return Refusals.ReasonMissing;
            }

            dossier.Must(DossierEvent.HandedBack, desk.Hand);
            return new Outcome.Done(new("Đã trả về hàng việc chung.", "It is back in the queue."));
        }, cancellation);

    private static Task<IResult> TakeOverAsync(
        Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, TakenOver, (dossier, _) =>
        {
            return dossier.Try(DossierEvent.TakenOver, desk.Hand) is { } hindrance
                ? Refusals.Of(hindrance)
                : new Outcome.Done(new("Đã nhận bàn giao hồ sơ.", "You have taken this dossier over."));
        }, cancellation);
}
