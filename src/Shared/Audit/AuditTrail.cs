using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;

namespace Civic.Shared.Audit;

/// <summary>Adds audit events to the unit of work in hand; they are saved with it or not at all.</summary>
public static class AuditTrail
{
    public static void Audit(
        this CivicDbContext database,
        TimeProvider clock,
        string actor,
        string action,
        string subject,
        string outcome = "ok",
        IReadOnlyDictionary<string, string>? detail = null) =>
        database.AuditEvents.Add(Event(clock, actor, action, subject, outcome, detail));

    /// <summary>
    /// An event for a unit of <see cref="GroupCommit"/>: made in the request, whose correlation it carries.
    /// </summary>
    public static AuditEvent Event(
        TimeProvider clock,
        string actor,
        string action,
        string subject,
        string outcome = "ok",
        IReadOnlyDictionary<string, string>? detail = null) =>
        new()
        {
            At = clock.GetUtcNow(),
            Actor = actor,
            Action = action,
            Subject = subject,
            Outcome = outcome,
            Detail = detail is null ? "{}" : JsonSerializer.Serialize(detail),
            Correlation = Correlation.Current,
        };

    /// <inheritdoc cref="Audit"/>
    public static async ValueTask AuditAsync(this PreparedConnection unit, AuditEvent what) =>
        await unit.ExecuteAsync(
            "INSERT INTO audit_events (id, at, actor, action, subject, outcome, detail, correlation) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
            what.Id, what.At, what.Actor, what.Action, what.Subject, what.Outcome, what.Detail, what.Correlation);
}
