using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Civic.Signing.Cms;

/// <summary>Object identifiers of CMS (RFC 5652), ESS (RFC 5035) and time stamps (RFC 3161).</summary>
internal static class CmsNames
{
    internal const string Data = "1.2.840.113549.1.7.1";
    internal const string SignedData = "1.2.840.113549.1.7.2";
    internal const string ContentType = "1.2.840.113549.1.9.3";
    internal const string MessageDigest = "1.2.840.113549.1.9.4";
    internal const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    internal const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    internal const string SignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
    internal const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    internal const string Sha256 = "2.16.840.1.101.3.4.2.1";

    internal static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    internal static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);

    /// <summary>Hash algorithms that are known; SHA-1 so that it can be named as too weak.</summary>
    internal static HashAlgorithmName? HashNamed(string oid) => oid switch
    {
        "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
        Sha256 => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => null,
    };

    internal static string OidOf(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => "1.3.14.3.2.26",
        "SHA384" => "2.16.840.1.101.3.4.2.2",
        "SHA512" => "2.16.840.1.101.3.4.2.3",
        _ => Sha256,
    };
}
