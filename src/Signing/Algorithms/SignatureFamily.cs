namespace Civic.Signing.Algorithms;

/// <summary>How a signature is made out of a digest; the digest's own algorithm is said beside it.</summary>
internal enum SignatureFamily
{
    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS (RFC 8017 section 8.1), salt as long as the digest, MGF1 with the same digest.</summary>
    RsaPss,

    /// <summary>ECDSA over a named curve, in CMS as a DER sequence of r and s (RFC 5753).</summary>
    Ecdsa,
}
