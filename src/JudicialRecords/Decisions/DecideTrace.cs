using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// The case officer says, after asking the agency or the court, whether a trace at the police leaves a judgment that
/// the judicial register lacks. Where it does, the register is completed first and asked again.
/// </summary>
internal static class DecideTrace
{
    internal const string Action = "trace.decided";

    /// <summary>No judgment to be certified comes of it.</summary>
    internal const string Nothing = "nothing";

    /// <summary>Not known yet, or the judgment has yet to be entered in the register.</summary>
    internal const string Open = "open";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/decide-trace", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.CaseOfficer);

    private static Task<IResult> HandleAsync(Guid id, StaffForm? form, Desk desk, CancellationToken cancellation) =>
        new GroundedDecision(Action, Nothing, Open).HandleAsync(id, form, desk, (file, f) =>
            file.TraceCases.Any(t => t.NeedsOfficer && t.Key == f.Subject)
                ? new Outcome.Done(new("Đã ghi kết quả xác minh và căn cứ.", "The finding and its ground are kept."))
                : Refusals.NotThisStep, cancellation);
}
