using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Civic.TrustServices.RemoteSigning;

/// <summary>
/// Access tokens and signature activation data that were given out. Activation data name the credential and exactly
/// which digests may be signed; they serve once and for a short time.
/// </summary>
internal sealed class Activations(TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);

    internal string NewToken()
    {
        var token = NewSecret();
        _tokens[token] = clock.GetUtcNow() + Lifetime;
        return token;
    }

    internal bool IsTokenGood(string? token) =>
        token is not null && _tokens.TryGetValue(token, out var until) && until > clock.GetUtcNow();

    internal void ForgetTokens() => _tokens.Clear();

    internal string Authorize(string credential, string hashOid, IReadOnlyList<string> hashes, TimeSpan lifetime)
    {
        var sad = NewSecret();
        _activations[sad] = new Activation(credential, hashOid, hashes, clock.GetUtcNow() + lifetime);
        return sad;
    }

    /// <summary>Uses activation data up, whether or not they fit: what is tried wrongly is lost.</summary>
    /// <returns>Null where they fit; else what is wrong.</returns>
    internal string? Use(string? sad, string credential, string? hashOid, IReadOnlyList<string> hashes)
    {
        if (sad is null || !_activations.TryRemove(sad, out var known))
        {
            return "Invalid parameter SAD";
        }

        return known switch
        {
            { Until: var until } when until <= clock.GetUtcNow() => "The SAD is expired",
            { Credential: var its } when its != credential => "The SAD is of another credential",
            { HashOid: var its } when its != hashOid => "The SAD is for another hash algorithm",
            _ when !known.Hashes.SequenceEqual(hashes) => "Hash is not authorized by the SAD",
            _ => null,
        };
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private sealed record Activation(
        string Credential, string HashOid, IReadOnlyList<string> Hashes, DateTimeOffset Until);
}
