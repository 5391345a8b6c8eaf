using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;

namespace Civic.IdentityBridge.Tokens;

/// <summary>Signs id_tokens (OpenID Connect Core §2) and access tokens (RFC 9068), five minutes each.</summary>
internal sealed class TokenWriter(KeyRing keys, CivicSettings settings, TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    internal async Task<string> IdTokenAsync(
        RelyingParty client, string? nonce, IReadOnlyDictionary<string, object> about, CancellationToken cancellation)
    {
        var claims = new Dictionary<string, object>(about) { ["aud"] = client.ClientId };
        if (nonce is not null)
        {
            claims["nonce"] = nonce;
        }

        var signed = await SignAsync("JWT", claims, cancellation);
        return client.IdTokenEncrypted ? Jwe.Encrypt(signed, ClientKeys.EncryptionKeyOf(client)) : signed;
    }

    /// <summary>userinfo as a signed statement, encrypted where the client asks (OpenID Connect Core §5.3.2).</summary>
    internal async Task<string> UserInfoAsync(
        RelyingParty client, IReadOnlyDictionary<string, object> about, CancellationToken cancellation)
    {
        var signed = await SignStatementAsync(
            "JWT",
            new Dictionary<string, object>(about) { ["iss"] = settings.OwnAddress, ["aud"] = client.ClientId },
            cancellation);
        return client.UserInfoEncrypted ? Jwe.Encrypt(signed, ClientKeys.EncryptionKeyOf(client)) : signed;
    }

    /// <param name="caller">Who may use it, with which key.</param>
    /// <param name="audience">The resource that may take it.</param>
    /// <param name="scopes">What it allows.</param>
    /// <param name="about">sub, and for a person acr and auth_time.</param>
    /// <param name="cancellation">The request's end.</param>
    internal async Task<string> AccessTokenAsync(
        Caller caller, string audience, IReadOnlyList<string> scopes, IReadOnlyDictionary<string, object> about,
        CancellationToken cancellation)
    {
        var claims = new Dictionary<string, object>(about)
        {
            ["aud"] = audience,
            ["jti"] = Secrets.New(),
            [BridgeClaims.ClientId] = caller.Client.ClientId,
            [BridgeClaims.Scope] = string.Join(' ', scopes),
        };
        if (caller.Thumbprint is { } thumbprint)
        {
            claims[BridgeClaims.Confirmation] = new Dictionary<string, object> { ["jkt"] = thumbprint };
        }

        return await SignAsync("at+jwt", claims, cancellation);
    }

    private Task<string> SignAsync(string type, Dictionary<string, object> claims, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        claims["iss"] = settings.OwnAddress;
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["exp"] = (now + Lifetime).ToUnixTimeSeconds();
        return SignStatementAsync(type, claims, cancellation);
    }

    /// <summary>Signs a statement of the bridge as it stands.</summary>
    internal async Task<string> SignStatementAsync(
        string type, IDictionary<string, object> claims, CancellationToken cancellation) =>
        (await keys.SigningAsync(cancellation)).Sign(type, claims);
}
