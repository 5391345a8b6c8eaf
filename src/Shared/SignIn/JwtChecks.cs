using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn;

/// <summary>Validation that differs between tokens only in who issued them, for whom and of which type.</summary>
public static class JwtChecks
{
    /// <summary>Seconds by which clocks of hosts may differ.</summary>
    private const int Ahead = 10;

    private static readonly JsonWebTokenHandler Handler = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = 16_384
    };

    /// <summary>
    /// Checks form, signature, issuer, audience, type and times by the given clock. A token without expiry, with
    /// another algorithm or of another type is no token.
    /// </summary>
    /// <param name="token">Compact JWS.</param>
    /// <param name="issuer">The one accepted iss.</param>
    /// <param name="audience">What aud must name.</param>
    /// <param name="types">Accepted typ header values; empty where the format defines none.</param>
    /// <param name="keys">Keys of the issuer.</param>
    /// <param name="now">The moment of the check.</param>
    /// <param name="algorithms">Accepted signature algorithms; ES256 alone where absent.</param>
    /// <param name="mayHaveActor">
    /// Somebody may act for the subject (act, RFC 8693 §4.1). Whoever does not say so would take the one for the other.
    /// </param>
    public static async Task<TokenValidationResult> ValidateAsync(
        string token, string issuer, string audience, string[] types, IEnumerable<SecurityKey> keys,
            DateTimeOffset now, string[]? algorithms = null, bool mayHaveActor = false) =>
        StrictJws.TryRead(token) is not { NamesNoKeyOfItsOwn: true } jws || (HasActor(jws) && !mayHaveActor)
        ? new TokenValidationResult { IsValid = false }
        : await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            ValidTypes = types.Length == 0 ? null : types,
            ValidAlgorithms = algorithms ?? [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, to, _, _) => IsNow(from, to, now),
        });

    /// <summary>
    /// The same checks for one key in hand, without a second and third reading of the token: null where one fails. The
    /// audience must be named alone, as one text.
    /// </summary>
    public static StrictJws? Check(
        string token, string issuer, string audience, string? type, Func<string, SignatureKey?> key,
        DateTimeOffset now, bool mayHaveActor = false) =>
        StrictJws.TryRead(token) is { } jws && Holds(jws, issuer, audience, type, key, now, mayHaveActor) ? jws : null;

    /// <summary>As <see cref="Check"/>, of what was read already.</summary>
    public static bool Holds(
        StrictJws jws, string issuer, string audience, string? type, Func<string, SignatureKey?> key,
        DateTimeOffset now, bool mayHaveActor = false) =>
        jws.NamesNoKeyOfItsOwn
        && (mayHaveActor || !HasActor(jws))
        && (type is null || StrictJws.TextOf(jws.Header, "typ") == type)
        && jws.Text("iss") == issuer && jws.Text("aud") == audience
        && jws.Number("exp") is { } exp && now.ToUnixTimeSeconds() < exp
        && (!jws.Payload.TryGetProperty("nbf", out _) || jws.Number("nbf") <= now.ToUnixTimeSeconds() + Ahead)
        && jws.KeyId is { } kid && key(kid)?.Verifies(jws) == true;

    /// <summary>Whether the token says that somebody acts for its subject.</summary>
    private static bool HasActor(StrictJws jws) => jws.Payload.TryGetProperty(BridgeClaims.Actor, out _);

    /// <summary>The key id that a token's header names; null where it is no JWS.</summary>
    public static string? KeyIdOf(string token)
    {
        var end = token.IndexOf('.', StringComparison.Ordinal);
        try
        {
            return end > 0 && StrictJws.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, end))) is
            { ValueKind: JsonValueKind.Object } header
                && StrictJws.TextOf(header, "kid") is { Length: > 0 } id
                    ? id : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Clocks of hosts may differ by a few seconds; an expired token may not.</summary>
    private static bool IsNow(DateTime? from, DateTime? to, DateTimeOffset now) =>
        to is { } end && now.UtcDateTime < end && (from is not { } start || start <= now.UtcDateTime.AddSeconds(Ahead));
}
