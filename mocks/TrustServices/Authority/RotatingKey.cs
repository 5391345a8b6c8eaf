using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.TrustServices.Authority;

/// <summary>
/// A service's keys one after the other: the next is made when the last has been used for long enough, while the
/// certificates of the earlier ones live on.
/// </summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="name">Of the first; the later ones have their number after it.</param>
/// <param name="algorithm">Of all.</param>
/// <param name="used">How long one is used.</param>
/// <param name="certify">Makes the certificate of the key with this number, from 1.</param>
internal sealed class RotatingKey(string folder, string name, KeyAlgorithm algorithm, TimeSpan used,
    Func<AsymmetricAlgorithm, int, X509Certificate2> certify)
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<AuthorityKey> _all = [];
    private DateTimeOffset _nextAt = DateTimeOffset.MinValue;

    /// <summary>All so far, the oldest first.</summary>
    internal IReadOnlyList<AuthorityKey> All => _all;

    internal string NameOf(int number) => number == 1 ? name : $"{name}-{number}";

    internal AuthorityKey Current(DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_all.Count == 0 || now >= _nextAt)
            {
                var number = _all.Count + 1;
                var key = AuthorityKey.TryLoad(folder, NameOf(number), algorithm)
                    ?? AuthorityKey.Make(folder, NameOf(number), algorithm, k => certify(k, number));
                _all = [.. _all, key];
                _nextAt = new DateTimeOffset(key.Certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero) + used;
            }

            return _all[^1];
        }
    }
}
