using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>
/// Keys that proofs brought along, kept in read form: a holder sends the same one with every request. What is kept says
/// nothing about trust; each proof is checked anew.
/// </summary>
internal static class ProofKeys
{
    private const int MostKept = 4096;

    private static readonly ConcurrentDictionary<(string X, string Y), (SignatureKey Key, string Thumbprint)> Kept =
        new();

    /// <summary>A public key of an accepted kind and its thumbprint (RFC 7638); a private or symmetric one proves
    /// nothing.</summary>
    internal static (SignatureKey Key, string Thumbprint)? Find(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object || jwk.TryGetProperty("d", out _) || jwk.TryGetProperty("k", out _))
        {
            return null;
        }

        var known = StrictJws.TextOf(jwk, "kty") == "EC" && StrictJws.TextOf(jwk, "crv") == "P-256"
            && StrictJws.TextOf(jwk, "x") is { } x && StrictJws.TextOf(jwk, "y") is { } y
                ? (x, y) : ((string X, string Y)?)null;
        if (known is { } point && Kept.TryGetValue(point, out var kept))
        {
            return kept;
        }

        var read = Read(jwk);
        if (read is { } good && known is { } place)
        {
            if (Kept.Count >= MostKept)
            {
                Kept.Clear();
            }

            Kept[place] = good;
        }

        return read;
    }

    private static (SignatureKey, string)? Read(JsonElement jwk)
    {
        try
        {
            var key = new JsonWebKey(jwk.GetRawText());
            var accepted = key is { HasPrivateKey: false, K: null } && key switch
            {
                { Kty: "EC", Crv: "P-256", X.Length: > 0, Y.Length: > 0 } => true,
                { Kty: "RSA", N.Length: > 0, E.Length: > 0 } => key.KeySize is >= 2048 and <= 4096,
                _ => false,
            };
            return accepted && SignatureKey.Of(key) is { } read
                ? (read, Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()))
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
