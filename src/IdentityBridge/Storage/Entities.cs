using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Storage;

/// <summary>A pushed authorization request (RFC 9126) until it is used or a minute has passed.</summary>
internal sealed class PushedRequest
{
    /// <summary>Hash of the request_uri.</summary>
    public required string Hash { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The validated request as JSON.</summary>
    public required string Request { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>One person's way through one authorization request: to the upstream, back, consent, code.</summary>
internal sealed class LoginTransaction
{
    public required Guid Id { get; init; }

    public required string ClientId { get; init; }

    public required string Request { get; init; }

    /// <summary>Hash of the secret in the browser's cookie: nobody else goes on with this login.</summary>
    public required string BrowserHash { get; init; }

    /// <summary>Hash of the state sent to the upstream; emptied once it came back.</summary>
    public string? UpstreamStateHash { get; set; }

    /// <summary>Nonce and PKCE verifier towards the upstream, protected.</summary>
    public required byte[] UpstreamSecrets { get; init; }

    /// <summary>The person whom the upstream named, protected; empty before.</summary>
    public byte[]? Identity { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The pushed request that it came from; used up when its code is issued.</summary>
    public string? PushedHash { get; init; }

    /// <summary>Hash of the upstream's session, once the person is known.</summary>
    public string? UpstreamSession { get; init; }

    /// <summary>Where the person was sent; null until that is chosen.</summary>
    public string? Upstream { get; init; }

    /// <summary>For whom they act, protected; null for themselves.</summary>
    public byte[]? Represented { get; init; }
}

/// <summary>An authorization code and what it grants; kept past its use, so that a replay is seen.</summary>
internal sealed class AuthorizationGrant
{
    public required string CodeHash { get; init; }

    public required string ClientId { get; init; }

    public required string Subject { get; init; }

    public required string Request { get; init; }

    /// <summary>The claims that the person released, protected.</summary>
    public required byte[] Claims { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RedeemedAt { get; set; }

    /// <summary>The jti of the access token that the code gave.</summary>
    public string? TokenId { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>What its tokens name it by.</summary>
    public string? GrantId { get; init; }

    /// <summary>Who acts for whom, protected; null where somebody signed in for themselves.</summary>
    public byte[]? Represented { get; set; }

    /// <summary>As long as a token of it may be shown.</summary>
    public DateTimeOffset KeptUntil { get; set; }
}

/// <summary>A refresh token; not rotated, but of use only to its client and with the key it is bound to.</summary>
internal sealed class RefreshToken
{
    public required string Hash { get; init; }

    public required string GrantId { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The key of RFC 9449 §5; null where the client's tokens are not bound.</summary>
    public string? Thumbprint { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>An access token that its client gave back before it expired (RFC 7009).</summary>
internal sealed class RevokedToken
{
    public required string TokenId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A person known to the bridge; the one table with the ID number.</summary>
internal sealed class Person
{
    public required Guid Id { get; init; }

    public required CitizenId NationalId { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }
}

/// <summary>A person's name in one sector, computed once and kept with the version of the key that made it.</summary>
internal sealed class PairwiseSubject
{
    public required Guid PersonId { get; init; }

    public required string Sector { get; init; }

    public required string Subject { get; init; }

    public required int KeyVersion { get; init; }
}

/// <summary>An ES256 key of the bridge. It is published before it signs and stays published after.</summary>
internal sealed class SigningKey
{
    public required int Number { get; init; }

    /// <summary>PKCS#8, protected.</summary>
    public required byte[] Key { get; init; }

    public required DateTimeOffset SignsFrom { get; init; }

    public required DateTimeOffset SignsUntil { get; init; }

    public required DateTimeOffset PublishedUntil { get; init; }
}
