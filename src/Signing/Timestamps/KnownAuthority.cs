using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Algorithms;

namespace Civic.Signing.Timestamps;

/// <summary>
/// A time-stamp service whose certificate, purpose and path were checked: of its further tokens only the signature has
/// to be.
/// </summary>
internal sealed class KnownAuthority
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private readonly SignatureName _algorithm;

    /// <param name="token">One of its tokens, checked in full.</param>
    /// <param name="path">From its certificate to the root.</param>
    /// <param name="checkedUntil">When the path has to be built anew.</param>
    /// <param name="policy">Says until when its algorithms are good.</param>
    internal KnownAuthority(TimestampToken token, IReadOnlyList<X509Certificate2> path, DateTimeOffset checkedUntil,
        AlgorithmPolicy policy)
    {
        _algorithm = token.Cms.Signer.Algorithm!;
        (Certificate, Others) = (token.Authority!, token.Cms.Certificates);
        (Name, CheckedUntil) = (token.AuthorityName, checkedUntil);
        NotBefore = Utc(path.Max(c => c.NotBefore));
        NotAfter = Utc(path.Min(c => c.NotAfter));
        using var key = _algorithm.KeyOf(Certificate);
        DateTimeOffset?[] ends = [policy.EndOf(_algorithm.Method, key?.KeySize ?? 0), policy.EndOf(_algorithm.Digest)];
        GoodUntil = ends.Aggregate(NotAfter, (first, end) => end is { } known && known < first ? known : first);
    }

    internal X509Certificate2 Certificate { get; }

    /// <summary>What its tokens bring along.</summary>
    internal IReadOnlyList<X509Certificate2> Others { get; }

    internal string Name { get; }

    internal DateTimeOffset CheckedUntil { get; }

    /// <summary>The last moment at which all of its path is valid.</summary>
    internal DateTimeOffset NotAfter { get; }

    /// <summary>Until when its tokens prove anything by themselves: its path, and the algorithms of its key.</summary>
    internal DateTimeOffset GoodUntil { get; }

    private DateTimeOffset NotBefore { get; }

    /// <summary>Whether the token, which names this certificate, was signed by its key on a valid path.</summary>
    internal bool HasSigned(TimestampToken token)
    {
        var signer = token.Cms.Signer;
        if (!token.IsWhole() || signer.Algorithm != _algorithm || token.Time < NotBefore || token.Time > NotAfter)
        {
            return false;
        }

        var digest = CryptographicOperations.HashData(_algorithm.Digest, signer.SignedBytes());
        if (!_idle.TryTake(out var key))
        {
            key = _algorithm.KeyOf(Certificate)!;
        }

        var isRight = _algorithm.Verify(key, digest, signer.Signature);
        _idle.Add(key);
        return isRight;
    }

    private static DateTimeOffset Utc(DateTime time) => new(time.ToUniversalTime(), TimeSpan.Zero);
}
