using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

/// <summary>A key in this process's memory.</summary>
internal sealed class FileKey : ISigningKey
{
    private readonly HandlePool _handles;
    private readonly SigningRows? _rows;

    /// <param name="key">An ECDsa or RSA whose parameters can be exported.</param>
    /// <param name="scheme">Must fit the key.</param>
    /// <param name="chain">The key's certificate first, the root last.</param>
    internal FileKey(AsymmetricAlgorithm key, SignatureScheme scheme, IReadOnlyList<X509Certificate2> chain)
    {
        (Scheme, Chain) = (scheme, chain);
        _handles = new HandlePool(key switch
        {
            ECDsa ecdsa when scheme.Method == SignatureMethod.Ecdsa => CopyOf(ecdsa.ExportParameters(true)),
            RSA rsa when scheme.Method != SignatureMethod.Ecdsa => CopyOf(rsa.ExportParameters(true)),
            _ => throw new CryptographicException("the key does not fit the signature scheme of its profile"),
        });
        // An ECDSA signature takes less time than handing it to another thread and back.
        _rows = scheme.Method == SignatureMethod.Ecdsa ? null : new(digest => _handles.Sign(scheme, digest.Span));
    }

    public X509Certificate2 Certificate => Chain[0];

    public IReadOnlyList<X509Certificate2> Chain { get; }

    public SignatureScheme Scheme { get; }

    public ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _rows is null
            ? ValueTask.FromResult(_handles.Sign(Scheme, digest.Span))
            : new ValueTask<byte[]>(_rows.SignAsync(digest));
    }

    private static Func<AsymmetricAlgorithm> CopyOf(ECParameters parameters) => () => ECDsa.Create(parameters);

    private static Func<AsymmetricAlgorithm> CopyOf(RSAParameters parameters) => () => RSA.Create(parameters);
}
