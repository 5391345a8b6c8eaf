namespace Civic.Shared.SignIn.Events;

/// <summary>What a pushed token came to: an event with its id, or the error code of RFC 8935 §2.4.</summary>
internal abstract record SetReading
{
    private SetReading()
    {
    }

    internal sealed record Good(string Id, ReceivedEvent Event) : SetReading;

    internal sealed record Bad(string Error, string Description) : SetReading;
}

/// <summary>Whether a token is a security event of the bridge for this service (RFC 8417, RFC 8935 §2).</summary>
internal sealed class SetChecks(BridgeClient bridge, BridgeKeys keys, TimeProvider clock)
{
    /// <summary>The bridge gives up after a day; what is older is nobody's first attempt.</summary>
    internal static readonly TimeSpan Oldest = TimeSpan.FromDays(3);

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    /// <exception cref="HttpRequestException">The bridge's keys can't be read just now.</exception>
    internal async Task<SetReading> ReadAsync(string token, CancellationToken cancellation)
    {
        if (StrictJws.TryRead(token) is not { NamesNoKeyOfItsOwn: true } set
            || StrictJws.TextOf(set.Header, "typ") != "secevent+jwt")
        {
            return Bad("invalid_request", "The body is no signed security event token.");
        }

        if (set.Text("iss") != bridge.Issuer)
        {
            return Bad("invalid_issuer", "The issuer is not the bridge.");
        }

        if (set.Text("aud") != bridge.ClientId)
        {
            return Bad("invalid_audience", "The token is for another receiver.");
        }

        var found = await keys.FindAsync(StrictJws.TextOf(set.Header, "kid"), cancellation);
        if (found.Select(SignatureKey.Of).FirstOrDefault() is not { } key)
        {
            return Bad("invalid_key", "The bridge publishes no such key.");
        }

        if (!key.Verifies(set))
        {
            return Bad("authentication_failed", "The signature does not hold.");
        }

        return set.Text("jti") is { Length: > 0 and <= 200 } id && set.Number("iat") is { } issued && IsRecent(issued)
            && ReceivedEvent.Of(set, bridge.Issuer) is { } what
                ? new SetReading.Good(id, what)
                : Bad("invalid_request", "jti, iat, sub_id or events are missing or not as the profile says.");
    }

    private bool IsRecent(long issued)
    {
        var now = clock.GetUtcNow();
        return issued >= (now - Oldest).ToUnixTimeSeconds() && issued <= (now + Ahead).ToUnixTimeSeconds();
    }

    private static SetReading.Bad Bad(string error, string description) => new(error, description);
}
