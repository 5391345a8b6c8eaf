using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// The case officer decides on a register field that the citizen reported wrong ("báo sai"): the register stands, what
/// was stated is printed (<see cref="AcceptedReports"/>), or the register stands for now and its owner is asked.
/// </summary>
internal static class DecideError
{
    internal const string Action = "register-error.decided";
    internal const string Corrected = "corrected";
    internal const string Stands = "stands";
    internal const string Accepted = "accepted";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/decide-error", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        new GroundedDecision(Action, Corrected, Stands, Accepted).HandleAsync(id, form, desk, (file, f) =>
            file.Errors.All(e => e.Report.Field != f.Subject) ? Refusals.ChoiceMissing
            : f.Choice == Accepted && !AcceptedReports.MayBePrinted(f.Subject!) ? Refusals.RegisterFirst
            : new Outcome.Done(new("Đã ghi kết quả xét thông tin báo sai.", "The decision on the report is kept.")),
            cancellation);
}
