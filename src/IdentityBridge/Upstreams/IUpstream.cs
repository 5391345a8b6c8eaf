using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.Upstreams;

/// <summary>What the bridge keeps of a login that is under way at an upstream; not every dialect uses both.</summary>
internal sealed record UpstreamSecrets(string Nonce, string Verifier);

/// <summary>
/// An identity provider above the bridge, in its own dialect. What it says comes out the same whatever the dialect: a
/// person with a level of our own table, or a reason to believe nothing.
/// </summary>
internal interface IUpstream
{
    /// <summary>Short and stable: in the callback's address and in the database.</summary>
    string Name { get; }

    Bilingual Title { get; }

    /// <summary>The highest level that it can prove; nobody is sent there for more.</summary>
    AssuranceLevel Highest { get; }

    /// <summary>Where to send the person. Every login is a fresh one there.</summary>
    /// <exception cref="HttpRequestException">It can't be reached.</exception>
    Task<string> AddressAsync(string state, UpstreamSecrets secrets, CancellationToken cancellation);

    /// <summary>Whether an answer that names this issuer (RFC 9207), or none, may be its answer.</summary>
    bool MayBeIssuer(string? issuer);

    /// <summary>Who the code stands for.</summary>
    Task<UpstreamOutcome> RedeemAsync(
        string code, UpstreamSecrets secrets, DateTimeOffset startedAt, CancellationToken cancellation);
}
