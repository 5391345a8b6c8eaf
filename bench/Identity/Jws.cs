using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Civic.Identity.Bench;

/// <summary>A P-256 key and what is signed with it (ES256), written by hand so that signing costs little.</summary>
internal sealed class Jws : IDisposable
{
    private readonly ThreadLocal<ECDsa> _keys;
    private readonly string _proofHeader;
    private readonly string _assertionHeader;

    internal Jws(string keyId)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = made.ExportParameters(includePrivateParameters: true);
        // A key object of the platform is not made for several threads at once.
        _keys = new ThreadLocal<ECDsa>(() => ECDsa.Create(parameters), trackAllValues: true);
        KeyId = keyId;
        X = Base64Url.EncodeToString(parameters.Q.X);
        Y = Base64Url.EncodeToString(parameters.Q.Y);
        var jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""";
        _proofHeader = Part($$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{jwk}}}""");
        _assertionHeader = Part($$"""{"alg":"ES256","kid":"{{keyId}}"}""");
    }

    internal string KeyId { get; }

    internal string X { get; }

    internal string Y { get; }

    internal string PublicJwk =>
        $$"""{"kty":"EC","crv":"P-256","x":"{{X}}","y":"{{Y}}","kid":"{{KeyId}}","use":"sig","alg":"ES256"}""";

    internal static string NewId()
    {
        Span<byte> bytes = stackalloc byte[32];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    internal static string Hash(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.ASCII.GetBytes(text), hash);
        return Base64Url.EncodeToString(hash);
    }

    /// <summary>A client assertion (RFC 7523).</summary>
    internal string Assertion(string clientId, string issuer)
    {
        var now = Now();
        return Sign(_assertionHeader, string.Create(CultureInfo.InvariantCulture,
            $$"""
            {"iss":"{{clientId}}","sub":"{{clientId}}","aud":"{{issuer}}",
            "jti":"{{NewId()}}","iat":{{now}},"exp":{{now + 240}}}
            """));
    }

    /// <summary>A DPoP proof (RFC 9449 §4.2).</summary>
    internal string Proof(string method, string address, string? nonce, string? accessToken = null)
    {
        var text = new StringBuilder(400).Append(CultureInfo.InvariantCulture,
            $$"""{"jti":"{{NewId()}}","htm":"{{method}}","htu":"{{address}}","iat":{{Now()}}""");
        if (nonce is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $",\"nonce\":\"{nonce}\"");
        }

        if (accessToken is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $",\"ath\":\"{Hash(accessToken)}\"");
        }

        return Sign(_proofHeader, text.Append('}').ToString());
    }

    internal string Token(string payload) => Sign(_assertionHeader, payload);

    internal static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Dispose();
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private string Sign(string header, string payload)
    {
        var signed = $"{header}.{Part(payload)}";
        Span<byte> signature = stackalloc byte[64];
        _keys.Value!.SignData(Encoding.ASCII.GetBytes(signed), signature, HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
