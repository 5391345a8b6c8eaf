using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

/// <summary>
/// A key in this process's memory. Each signature under way has a handle of its own: the framework promises nothing for
/// one that is shared, and RSA handles would wait for each other's blinding.
/// </summary>
internal sealed class FileKey : ISigningKey
{
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private readonly Func<AsymmetricAlgorithm> _copy;

    /// <param name="key">An ECDsa or RSA whose parameters can be exported.</param>
    /// <param name="scheme">Must fit the key.</param>
    /// <param name="chain">The key's certificate first, the root last.</param>
    internal FileKey(AsymmetricAlgorithm key, SignatureScheme scheme, IReadOnlyList<X509Certificate2> chain)
    {
        (Scheme, Chain) = (scheme, chain);
        _copy = key switch
        {
            ECDsa ecdsa when scheme.Method == SignatureMethod.Ecdsa => CopyOf(ecdsa.ExportParameters(true)),
            RSA rsa when scheme.Method != SignatureMethod.Ecdsa => CopyOf(rsa.ExportParameters(true)),
            _ => throw new CryptographicException("the key does not fit the signature scheme of its profile"),
        };
    }

    public X509Certificate2 Certificate => Chain[0];

    public IReadOnlyList<X509Certificate2> Chain { get; }

    public SignatureScheme Scheme { get; }

    public ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_idle.TryTake(out var key))
        {
            key = _copy();
        }

        var signature = Scheme.SignHash(key, digest.Span);
        _idle.Add(key);
        return ValueTask.FromResult(signature);
    }

    private static Func<AsymmetricAlgorithm> CopyOf(ECParameters parameters) => () => ECDsa.Create(parameters);

    private static Func<AsymmetricAlgorithm> CopyOf(RSAParameters parameters) => () => RSA.Create(parameters);
}
