using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;

namespace Civic.Signing.Tests.Judging;

/// <summary>A key in memory with a certificate of a <see cref="SmallWorld"/>.</summary>
internal sealed class TestKey(AsymmetricAlgorithm key, IReadOnlyList<X509Certificate2> chain, SignatureScheme scheme)
    : ISigningKey
{
    public X509Certificate2 Certificate => Chain[0];

    public IReadOnlyList<X509Certificate2> Chain => chain;

    public SignatureScheme Scheme => scheme;

    public ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellation) =>
        new(Sign(digest.Span));

    internal byte[] Sign(ReadOnlySpan<byte> digest) => scheme.SignHash(key, digest);

    internal byte[] SignData(ReadOnlySpan<byte> data) =>
        Sign(CryptographicOperations.HashData(scheme.Hash, data));
}
