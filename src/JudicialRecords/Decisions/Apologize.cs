using System.Globalization;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Overdue: the agency apologizes and names a new day. The first appointment stays what the on-time rate is measured
/// by; the new day stands in the paper only.
/// </summary>
internal static class Apologize
{
    internal const string Action = "dossier.apologized";
    private const string DayFormat = "yyyy-MM-dd";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/apologize", HandleAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Staff)
            .RequireAuthorization(p => p.RequireClaim(BridgeClaims.Roles, Roles.CaseOfficer, Roles.DivisionHead));

    internal static bool IsOverdue(Dossier dossier, DateOnly today) =>
        dossier is { IsOpen: true, DueDate: { } due } && due < today;

    /// <summary>The day that an apology names.</summary>
    internal static DateOnly? NewDay(Paper paper) => paper.Kind == PaperKind.Apology ? Day(paper.Wording) : null;

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PolicyPack pack, CancellationToken cancellation) =>
        desk.ActAsync(
            id, form, Action, (dossier, f) => DecideAsync(dossier, f, desk, pack, cancellation), cancellation);

    private static async Task<Outcome> DecideAsync(
        Dossier dossier, StaffForm form, Desk desk, PolicyPack pack, CancellationToken cancellation)
    {
        var today = desk.Now.DateInVietnam();
        if (!IsOverdue(dossier, today))
        {
            return Refusals.NotThisStep;
        }

        if (Day(form.Choice) is not { } day || day <= today || !pack.Calendar.IsWorkingDay(day))
        {
            return Refusals.DayMissing;
        }

        if (!form.HasReason)
        {
            return Refusals.ReasonMissing;
        }

        await PaperRequest.AskAsync(
            desk.Database, dossier, PaperKind.Apology, desk.Author,
            head => ReceptionPapers.Apology(head, dossier, day, form.Reason), pack, cancellation,
            day.ToString(DayFormat, CultureInfo.InvariantCulture));
        return new Outcome.Done(new("Đã lập phiếu xin lỗi.", "The apology is being made."));
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(
        text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
