using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Cms;
using Civic.Signing.Keys;

namespace Civic.Signing.Algorithms;

/// <summary>
/// The algorithm that a certificate, a CMS or an OCSP response names for its signature, SHA-1 included so that it
/// can be called too weak. What is read here comes from strangers.
/// </summary>
internal sealed record SignatureName(SignatureMethod Method, HashAlgorithmName Digest)
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string Mgf1 = "1.2.840.113549.1.1.8";
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Tag3 = new(TagClass.ContextSpecific, 3);

    /// <param name="identifier">An AlgorithmIdentifier.</param>
    /// <param name="beside">The digest that CMS names beside it, for the names that hold none.</param>
    /// <returns>Null where it is none that can be checked here.</returns>
    internal static SignatureName? TryRead(ReadOnlyMemory<byte> identifier, HashAlgorithmName? beside = null)
    {
        try
        {
            var reader = new AsnReader(identifier, AsnEncodingRules.BER).ReadSequence();
            var oid = reader.ReadObjectIdentifier();
            return oid switch
            {
                RsaPss => ReadPss(reader),
                RsaEncryption => beside is { } digest ? new(SignatureMethod.RsaPkcs1, digest) : null,
                _ => Named(oid),
            };
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Whether it is the certificate's signature over the data. False unless proven.</summary>
    internal bool Verify(X509Certificate2 signer, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = KeyOf(signer);
            return key is not null && Verify(key, CryptographicOperations.HashData(Digest, data), signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whether it is the key's signature over what has this digest. False unless proven.</summary>
    internal bool Verify(AsymmetricAlgorithm key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        (Method, key) switch
        {
            (SignatureMethod.Ecdsa, ECDsa ecdsa) =>
                ecdsa.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence),
            (SignatureMethod.RsaPkcs1, RSA rsa) =>
                rsa.VerifyHash(digest, signature, Digest, RSASignaturePadding.Pkcs1),
            (SignatureMethod.RsaPss, RSA rsa) => rsa.VerifyHash(digest, signature, Digest, RSASignaturePadding.Pss),
            _ => false,
        };

    /// <summary>The public key that a signature by this method needs; null where the certificate has another.</summary>
    internal AsymmetricAlgorithm? KeyOf(X509Certificate2 certificate) =>
        Method == SignatureMethod.Ecdsa ? certificate.GetECDsaPublicKey() : certificate.GetRSAPublicKey();

    private static SignatureName? Named(string oid) => oid switch
    {
        "1.2.840.113549.1.1.5" => new(SignatureMethod.RsaPkcs1, HashAlgorithmName.SHA1),
        "1.2.840.113549.1.1.11" => new(SignatureMethod.RsaPkcs1, HashAlgorithmName.SHA256),
        "1.2.840.113549.1.1.12" => new(SignatureMethod.RsaPkcs1, HashAlgorithmName.SHA384),
        "1.2.840.113549.1.1.13" => new(SignatureMethod.RsaPkcs1, HashAlgorithmName.SHA512),
        "1.2.840.10045.4.1" => new(SignatureMethod.Ecdsa, HashAlgorithmName.SHA1),
        "1.2.840.10045.4.3.2" => new(SignatureMethod.Ecdsa, HashAlgorithmName.SHA256),
        "1.2.840.10045.4.3.3" => new(SignatureMethod.Ecdsa, HashAlgorithmName.SHA384),
        "1.2.840.10045.4.3.4" => new(SignatureMethod.Ecdsa, HashAlgorithmName.SHA512),
        _ => null,
    };

    /// <summary>
    /// RFC 4055 3.1: all parameters have defaults (SHA-1, 20 octets). Only a salt as long as the digest and the same
    /// digest for the mask can be checked here, which is what RFC 8017 and every current signer use.
    /// </summary>
    private static SignatureName? ReadPss(AsnReader reader)
    {
        var (digest, mask, salt) = (HashAlgorithmName.SHA1, HashAlgorithmName.SHA1, 20);
        var parameters = reader.HasData ? reader.ReadSequence() : null;
        while (parameters is { HasData: true })
        {
            var tag = parameters.PeekTag();
            if (tag.HasSameClassAndValue(CmsNames.Tag0))
            {
                digest = HashOf(parameters.ReadSequence(CmsNames.Tag0).ReadSequence());
            }
            else if (tag.HasSameClassAndValue(CmsNames.Tag1))
            {
                var generation = parameters.ReadSequence(CmsNames.Tag1).ReadSequence();
                mask = generation.ReadObjectIdentifier() == Mgf1 ? HashOf(generation.ReadSequence()) : default;
            }
            else if (!tag.HasSameClassAndValue(Tag2))
            {
                return parameters.ReadSequence(Tag3).ReadInteger() == 1 && !parameters.HasData
                    ? Made(digest, mask, salt)
                    : null;
            }
            else if (!parameters.ReadSequence(Tag2).TryReadInt32(out salt))
            {
                return null;
            }
        }

        return Made(digest, mask, salt);
    }

    private static SignatureName? Made(HashAlgorithmName digest, HashAlgorithmName mask, int salt) =>
        digest.Name is not null && digest == mask && salt == LengthOf(digest)
            ? new SignatureName(SignatureMethod.RsaPss, digest)
            : null;

    private static HashAlgorithmName HashOf(AsnReader identifier) =>
        CmsNames.HashNamed(identifier.ReadObjectIdentifier()) ?? default;

    private static int LengthOf(HashAlgorithmName digest) => digest.Name switch
    {
        "SHA1" => 20,
        "SHA384" => 48,
        "SHA512" => 64,
        _ => 32,
    };
}
