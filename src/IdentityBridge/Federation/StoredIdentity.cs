using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Federation;

/// <summary>An upstream identity in its stored form: plain values, protected as a whole.</summary>
internal sealed record StoredIdentity(
    string NationalId, string Name, string BirthDate, string? Gender, AssuranceLevel Level, string[] Amr, long AuthTime,
    string Upstream, long? MatchedAt, string? UpstreamSession)
{
    internal UpstreamIdentity ToIdentity() =>
        new(CitizenId.Parse(NationalId), Name, BirthDate, Gender, Level, Amr, AuthTime)
        {
            Upstream = Upstream,
            MatchedAt = MatchedAt,
            UpstreamSession = UpstreamSession,
        };
}

internal static class StoredIdentities
{
    internal static StoredIdentity ToStored(this UpstreamIdentity identity) => new(
        identity.NationalId.Value, identity.Name, identity.BirthDate, identity.Gender, identity.Level,
        [.. identity.Amr], identity.AuthTime, identity.Upstream, identity.MatchedAt,
        identity.UpstreamSession);
}
