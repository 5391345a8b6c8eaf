using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Civic.Signing.Keys;

/// <summary>
/// Handles of one key, as many as there are signatures under way: the framework promises nothing for one that is
/// shared, and RSA handles would wait for each other's blinding.
/// </summary>
internal sealed class HandlePool(Func<AsymmetricAlgorithm> open)
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    /// <exception cref="CryptographicException">The key did not sign.</exception>
    internal byte[] Sign(SignatureScheme scheme, ReadOnlySpan<byte> digest)
    {
        if (!_idle.TryTake(out var key))
        {
            key = open();
        }

        // One that failed is not used again.
        var signature = scheme.SignHash(key, digest);
        _idle.Add(key);
        return signature;
    }
}
