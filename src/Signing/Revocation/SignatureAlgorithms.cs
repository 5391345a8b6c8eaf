using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Revocation;

/// <summary>Verifies what an authority signed with one of the algorithms that are still safe.</summary>
internal static class SignatureAlgorithms
{
    internal static bool Verify(
        X509Certificate2 signer, string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        HashAlgorithmName? hash = algorithm switch
        {
            "1.2.840.10045.4.3.2" or "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,
            "1.2.840.10045.4.3.3" or "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
            "1.2.840.10045.4.3.4" or "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (hash is not { } known)
        {
            return false;
        }

        using var ecdsa = signer.GetECDsaPublicKey();
        using var rsa = signer.GetRSAPublicKey();
        return algorithm.StartsWith("1.2.840.10045.", StringComparison.Ordinal)
            ? ecdsa is not null && ecdsa.VerifyData(data, signature, known, DSASignatureFormat.Rfc3279DerSequence)
            : rsa is not null && rsa.VerifyData(data, signature, known, RSASignaturePadding.Pkcs1);
    }
}
