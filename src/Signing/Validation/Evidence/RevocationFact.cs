using Civic.Signing.Algorithms;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation.Evidence;

/// <summary>
/// What an authority has signed about one certificate's revocation, in an OCSP response or a revocation list.
/// </summary>
internal sealed record RevocationFact
{
    /// <summary>Since when it is revoked; null where it is not.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>RFC 5280 5.3.1; null where none is given.</summary>
    public int? Reason { get; init; }

    /// <summary>When this was known to be right.</summary>
    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>
    /// Certificates that expired after this moment are still spoken of (archive cutoff of RFC 6960 4.4.4,
    /// ExpiredCertsOnCRL of X.509 9.5.2.8); null where an expired one may have dropped out.
    /// </summary>
    public DateTimeOffset? CoversExpiredSince { get; init; }

    /// <summary>Who signed it, and how.</summary>
    public required KnownCertificate Signer { get; init; }

    public required SignatureName Algorithm { get; init; }

    /// <summary>Number of the revision of the file in which it stood; 0 where it did not come with the file.</summary>
    public int Revision { get; init; }

    internal bool Speaks(KnownCertificate certificate) => From <= certificate.NotAfter
        || CoversExpiredSince <= certificate.NotAfter;
}
