using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>What a sound proof says: whose key, which id, for which nonce and token.</summary>
public sealed record DpopProof(string Thumbprint, string Id, string? Nonce, string? TokenHash, DateTimeOffset Until)
{
    /// <summary>A proof may come from a clock a little ahead, and travels for a while.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(60);

    /// <summary>Signature algorithms (FAPI 2.0 Security Profile §5.4.1).</summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>
    /// RFC 9449 §4.3, all but nonce and replay: null where the proof is not sound for this request.
    /// </summary>
    /// <param name="proof">The one DPoP header.</param>
    /// <param name="method">HTTP method of the request.</param>
    /// <param name="address">Its public address without query.</param>
    /// <param name="now">The moment of the check.</param>
    public static DpopProof? TryRead(string proof, string method, Uri address, DateTimeOffset now)
    {
        if (StrictJws.TryRead(proof) is not { } jws || StrictJws.TextOf(jws.Header, "typ") != "dpop+jwt"
            || !jws.Header.TryGetProperty("jwk", out var jwk) || ProofKeys.Find(jwk) is not var (key, thumbprint)
            || !key.Verifies(jws))
        {
            return null;
        }

        var issuedAt = jws.Number("iat") is { } seconds and >= 0 and < 1L << 36
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        return jws.Text("jti") is { Length: > 0 and <= 200 } id && jws.Text("htm") == method
            && IsFor(jws.Text("htu"), address)
            && issuedAt is { } at && at <= now + Ahead && at > now - Old
            && !(jws.Number("exp") <= now.ToUnixTimeSeconds())
            && !(jws.Number("nbf") > (now + Ahead).ToUnixTimeSeconds())
            ? new(thumbprint, id, jws.Text("nonce"), jws.Text("ath"),
                at + Old + Ahead)
            : null;
    }

    /// <summary>Whether the proof was made for this access token (ath, RFC 9449 §4.2).</summary>
    public bool IsFor(string accessToken) => Secrets.AreEqual(TokenHash, Secrets.Hash(accessToken));

    /// <summary>Scheme, host and path; query and fragment don't count (RFC 9449 §4.3 step 9).</summary>
    private static bool IsFor(string? htu, Uri address) =>
        Uri.TryCreate(htu, UriKind.Absolute, out var named)
        && named.Scheme == address.Scheme && named.Authority == address.Authority
        && Uri.UnescapeDataString(named.AbsolutePath) == Uri.UnescapeDataString(address.AbsolutePath);
}
