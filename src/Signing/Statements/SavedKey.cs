using System.Security.Cryptography;

namespace Civic.Signing.Statements;

/// <summary>A published P-256 key as it stands in a receipt or in a saved JWK set (RFC 7517).</summary>
internal sealed record SavedKey(string Kid, string X, string Y)
{
    internal static Func<string, ECDsa?> Of(IReadOnlyList<SavedKey> keys)
    {
        var known = keys.ToDictionary(k => k.Kid);
        return kid => known.TryGetValue(kid, out var key) ? PublishedKeys.KeyOf(key.X, key.Y) : null;
    }
}

/// <summary>A saved JWK set.</summary>
internal sealed record SavedKeys(IReadOnlyList<SavedKey>? Keys);
