using System.Collections.Concurrent;
using System.Security.Cryptography;
using Civic.Signing.Algorithms;
using Civic.Signing.Keys;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation;

/// <summary>Until when algorithms were good, by the dated policy, looked up once for each.</summary>
internal sealed class AlgorithmSunset(AlgorithmPolicy policy)
{
    private readonly ConcurrentDictionary<(SignatureMethod, int), DateTimeOffset> _keys = new();
    private readonly ConcurrentDictionary<HashAlgorithmName, DateTimeOffset> _digests = new();

    /// <returns>The end of what comes first; the end of time while none is known.</returns>
    internal DateTimeOffset EndOf(SignatureName algorithm, int keyBits)
    {
        var key = _keys.GetOrAdd((algorithm.Method, keyBits),
            k => policy.EndOf(k.Item1, k.Item2) ?? DateTimeOffset.MaxValue);
        var digest = EndOf(algorithm.Digest);
        return key < digest ? key : digest;
    }

    internal DateTimeOffset EndOf(HashAlgorithmName digest) =>
        _digests.GetOrAdd(digest, d => policy.EndOf(d) ?? DateTimeOffset.MaxValue);

    /// <summary>The certificates below the listed one, each with the key that signed it.</summary>
    internal DateTimeOffset EndOf(TrustedPath path)
    {
        var end = DateTimeOffset.MaxValue;
        for (var i = 0; i < path.Certificates.Count - 1; i++)
        {
            var own = path.Certificates[i].Algorithm is { } algorithm
                ? EndOf(algorithm, path.Certificates[i + 1].KeyBits)
                : DateTimeOffset.MinValue;
            end = own < end ? own : end;
        }

        return end;
    }
}
