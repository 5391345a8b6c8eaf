using Civic.JudicialRecords.Requests;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// The clerk orders the agency's seal on what the competent person has signed (Decree 30/2020 Art. 32).
/// </summary>
internal static class OrderSeal
{
    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/order-seal", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Clerk).RequireStepUp();

    internal static Outcome Decide(Dossier dossier, Desk desk) =>
        dossier.Try(DossierEvent.SealOrdered, desk.Hand) is { } hindrance
            ? Refusals.Of(hindrance)
            : new Outcome.Done(new("Đã lệnh đóng dấu số.", "The agency's seal was ordered."));

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, "seal.ordered", (dossier, _) => Decide(dossier, desk), cancellation);
}
