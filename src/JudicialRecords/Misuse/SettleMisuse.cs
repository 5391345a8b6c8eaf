using Civic.JudicialRecords.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Misuse;

/// <summary>
/// The division head has made sure that the request is the person's own, and writes down how; what is not is refused or
/// stopped as any other request.
/// </summary>
internal static class SettleMisuse
{
    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/settle-misuse", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.DivisionHead);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        desk.ActAsync(id, form, "misuse.settled", (dossier, f) =>
        {
            if (dossier is not { IsOpen: true, MisuseReportedAt: not null })
            {
                return Refusals.NotThisStep;
            }

            if (!f.HasReason)
            {
                return Refusals.ReasonMissing;
            }

            dossier.SettleMisuse();
            return new Outcome.Done(new(
                "Đã ghi căn cứ; hồ sơ được giải quyết tiếp.", "The ground is kept; the dossier goes on."));
        }, cancellation);
}
