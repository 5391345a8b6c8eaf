using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;

namespace Civic.TrustServices.Authority;

/// <summary>
/// How an authority's key signs: P256, P384, Rsa2048, Rsa3072 or Rsa4096, the last three also with -Pss; longer digests
/// with the longer keys.
/// </summary>
internal sealed record KeyAlgorithm(int RsaBits, ECCurve Curve, RSASignaturePadding Padding, HashAlgorithmName Hash)
{
    /// <exception cref="StartupRefusal">No such algorithm.</exception>
    internal static KeyAlgorithm Named(string name) => name switch
    {
        "P256" => Elliptic(ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
        "P384" => Elliptic(ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        "Rsa2048" or "Rsa3072" or "Rsa4096" => Rsa(name[3..], RSASignaturePadding.Pkcs1),
        "Rsa2048-Pss" or "Rsa3072-Pss" or "Rsa4096-Pss" => Rsa(name[3..7], RSASignaturePadding.Pss),
        _ => throw new StartupRefusal($"Civic:Trust names the key '{name}', which is none that is known here."),
    };

    internal AsymmetricAlgorithm Create() => RsaBits > 0 ? RSA.Create(RsaBits) : ECDsa.Create(Curve);

    internal AsymmetricAlgorithm Import(string pem)
    {
        AsymmetricAlgorithm key = RsaBits > 0 ? RSA.Create() : ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    internal X509SignatureGenerator GeneratorOf(AsymmetricAlgorithm key) => key is RSA rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, Padding)
        : X509SignatureGenerator.CreateForECDsa((ECDsa)key);

    internal CertificateRequest RequestFor(X500DistinguishedName subject, AsymmetricAlgorithm key) => key is RSA rsa
        ? new CertificateRequest(subject, rsa, Hash, Padding)
        : new CertificateRequest(subject, (ECDsa)key, Hash);

    private static KeyAlgorithm Elliptic(ECCurve curve, HashAlgorithmName hash) =>
        new(0, curve, RSASignaturePadding.Pkcs1, hash);

    private static KeyAlgorithm Rsa(string bits, RSASignaturePadding padding) =>
        new(int.Parse(bits, CultureInfo.InvariantCulture), default, padding,
            bits == "4096" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);
}
