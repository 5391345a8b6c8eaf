using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Algorithms;

namespace Civic.Signing.Revocation;

/// <summary>Verifies what an authority signed with one of the algorithms that are still safe.</summary>
internal static class SafeSignature
{
    /// <param name="algorithm">The AlgorithmIdentifier that stands beside the signature.</param>
    internal static bool Verify(X509Certificate2 signer, ReadOnlyMemory<byte> algorithm, ReadOnlySpan<byte> data,
        ReadOnlySpan<byte> signature) =>
        SignatureName.TryRead(algorithm) is { } name && name.Digest != HashAlgorithmName.SHA1
        && name.Verify(signer, data, signature);
}
