using System.Text.Json;

namespace Civic.Shared.SignIn.Events;

/// <summary>One security event about one person of this service, believed.</summary>
/// <param name="Type">One of <see cref="SecurityEventTypes"/>, or another that this service does not act on.</param>
/// <param name="Subject">The person's pairwise subject here.</param>
/// <param name="At">When it happened.</param>
/// <param name="Reason">Its reason, where the type has one.</param>
public sealed record ReceivedEvent(string Type, string Subject, DateTimeOffset At, string? Reason)
{
    /// <summary>The owner says that somebody else used the account.</summary>
    public bool IsMisuse =>
        Type == SecurityEventTypes.AccountDisabled && Reason == SecurityEventTypes.Hijacking;

    /// <summary>Null where the payload is none of SSF 1.0 §4.1: one event, its subject an iss_sub.</summary>
    internal static ReceivedEvent? Of(StrictJws set, string issuer)
    {
        if (!set.Payload.TryGetProperty("sub_id", out var subject) || subject.ValueKind != JsonValueKind.Object
            || StrictJws.TextOf(subject, "format") != "iss_sub" || StrictJws.TextOf(subject, "iss") != issuer
            || StrictJws.TextOf(subject, "sub") is not { Length: > 0 } sub
            || !set.Payload.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Object
            || events.EnumerateObject().ToList() is not [{ Value.ValueKind: JsonValueKind.Object } one]
            || set.Number("iat") is not { } issued)
        {
            return null;
        }

        // Never later than it was said: what hangs on the time must not lie in the future.
        var at = StrictJws.NumberOf(one.Value, "event_timestamp") is { } given and >= 0 && given < issued
            ? given : issued;
        return new(one.Name, sub, DateTimeOffset.FromUnixTimeSeconds(at), StrictJws.TextOf(one.Value, "reason"));
    }
}
