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
        database.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            Actor = actor,
            Action = action,
            Subject = subject,
            Outcome = outcome,
            Detail = detail is null ? "{}" : JsonSerializer.Serialize(detail),
            Correlation = Correlation.Current,
        });
}
