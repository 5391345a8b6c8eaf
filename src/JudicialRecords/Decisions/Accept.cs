using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>Reception takes a request in: state 1 to 2. The clock of Art. 48 and the appointment start here.</summary>
internal static class Accept
{
    internal const string Action = "dossier.accepted";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/accept", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Reception);

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        desk.ActAsync(
            id, form, Action, (dossier, _) => DecideAsync(dossier, desk, pack, cancellation), cancellation);

    internal static async Task<Outcome> DecideAsync(
        Dossier dossier, Desk desk, PolicyPack pack, CancellationToken cancellation)
    {
        if (dossier.Try(DossierEvent.Accepted, desk.Hand) is { } hindrance)
        {
            return Refusals.Of(hindrance);
        }

        Deadline.Set(dossier, Deadline.For(Declarations.Of(dossier)), pack);
        await PaperRequest.AskAsync(
            desk.Database, dossier, PaperKind.AppointmentSlip, desk.Author,
            head => ReceptionPapers.AppointmentSlip(head, dossier), pack, cancellation);
        return new Outcome.Done(new(
            $"Đã tiếp nhận. Hẹn trả kết quả ngày {dossier.DueDate!.Value.ToVietnamese()}.",
            $"Accepted. The result is due on {dossier.DueDate.Value.ToVietnamese()}."));
    }
}
