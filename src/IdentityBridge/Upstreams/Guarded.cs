using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.Upstreams;

/// <summary>An upstream behind its circuit breaker: whoever is down is not asked again and again.</summary>
internal sealed class Guarded(IUpstream upstream, CircuitBreaker breaker)
{
    internal string Name => upstream.Name;

    internal Bilingual Title => upstream.Title;

    internal AssuranceLevel Highest => upstream.Highest;

    internal bool IsResting => breaker.IsOpen;

    internal bool MayBeIssuer(string? issuer) => upstream.MayBeIssuer(issuer);

    /// <summary>Null where it can't be reached, or rests because it could not be.</summary>
    internal async Task<string?> AddressAsync(string state, UpstreamSecrets secrets, CancellationToken cancellation)
    {
        if (!breaker.MayTry())
        {
            return null;
        }

        try
        {
            var address = await upstream.AddressAsync(state, secrets, cancellation);
            return address;
        }
        catch (HttpRequestException)
        {
            breaker.Failed();
            return null;
        }
    }

    /// <summary>A code in hand is always tried: the person has been there a moment ago.</summary>
    internal async Task<UpstreamOutcome> RedeemAsync(
        string code, UpstreamSecrets secrets, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        var outcome = await upstream.RedeemAsync(code, secrets, startedAt, cancellation);
        if (outcome is UpstreamOutcome.Unreachable)
        {
            breaker.Failed();
        }
        else
        {
            breaker.Succeeded();
        }

        return outcome;
    }
}
