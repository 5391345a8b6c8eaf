using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>The division head checks what the case officer prepared; never their own work.</summary>
internal static class Check
{
    internal const string Action = "certificate.checked";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/check", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.DivisionHead);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Action, (dossier, _) => Decide(dossier, desk), cancellation);

    internal static Outcome Decide(Dossier dossier, Desk desk) =>
        dossier.Try(DossierEvent.Checked, desk.Hand) is { } hindrance
            ? Refusals.Of(hindrance)
            : new Outcome.Done(new("Đã kiểm tra, trình lãnh đạo ký.", "Checked; it is now with the leader."));
}
