using Civic.Shared.Web;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>A client of the bridge (RFC 7591 metadata, reduced to what the bridge allows at all).</summary>
internal sealed record RelyingParty
{
    public required string ClientId { get; init; }

    public required Bilingual Name { get; init; }

    /// <summary>The agency that runs it: the sector of its pairwise subjects and of its staff.</summary>
    public required string Agency { get; init; }

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Where it wants to be told that a session has ended; null where it can't be told.</summary>
    public Uri? BackchannelLogoutUri { get; init; }

    /// <summary>Where it takes security events (RFC 8935); null where it takes none.</summary>
    public Uri? SecurityEventsUri { get; init; }

    public required IReadOnlyList<string> GrantTypes { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Where its public keys are; null where <see cref="Jwks"/> holds them.</summary>
    public Uri? JwksUri { get; init; }

    public string? Jwks { get; init; }

    /// <summary>The resource (aud) that it serves, about whose tokens it may ask; empty for none.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The health facility on whose behalf the client calls.</summary>
    public string? FacilityCode { get; init; }

    /// <summary>
    /// Others may act for children below this age, where it asks for that; null where never. The law's age is 18.
    /// </summary>
    public int? RepresentsBelowAge { get; init; }

    /// <summary>False only where the configuration says so: then its access tokens are bearer tokens.</summary>
    public bool DpopBound { get; init; } = true;

    /// <summary>Its id_tokens are for its eyes only.</summary>
    public bool IdTokenEncrypted { get; init; }

    /// <summary>userinfo comes signed, as a statement that can be kept.</summary>
    public bool UserInfoSigned { get; init; }

    /// <summary>userinfo comes signed and for its eyes only.</summary>
    public bool UserInfoEncrypted { get; init; }

    public bool MayUse(string grantType) => GrantTypes.Contains(grantType, StringComparer.Ordinal);
}

internal static class GrantTypes
{
    internal const string AuthorizationCode = "authorization_code";
    internal const string ClientCredentials = "client_credentials";
    internal const string RefreshToken = "refresh_token";
}
