using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys;

/// <summary>A profile's private key with its certificate and the chain up to, and with, the root.</summary>
internal sealed record SigningKey(ECDsa Key, X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Chain)
{
    /// <summary>A signature in the form that CMS takes (RFC 5753: a DER sequence of r and s).</summary>
    internal byte[] Sign(byte[] data) =>
        Key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
