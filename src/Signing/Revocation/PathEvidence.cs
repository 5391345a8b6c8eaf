using System.Security.Cryptography;

namespace Civic.Signing.Revocation;

internal enum EvidenceKind
{
    Certificate,
    OcspResponse,
    RevocationList,
}

/// <summary>One thing that proves a path, in DER as it is put into a file.</summary>
internal sealed class EvidenceItem(EvidenceKind kind, byte[] content)
{
    internal EvidenceKind Kind => kind;

    internal byte[] Content => content;

    /// <summary>SHA-256 of the content, lower-case hexadecimal; the same thing is kept once.</summary>
    internal string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>
/// Everything that proves one certificate as of now: its path to the root, the revocation data of each certificate on
/// it, and those of the OCSP responders that gave it.
/// </summary>
/// <param name="UseUntil">When newer revocation data must be fetched for new signatures.</param>
/// <param name="PathEnds">When the first certificate on the path expires.</param>
internal sealed record PathEvidence(
    IReadOnlyList<EvidenceItem> Items, DateTimeOffset UseUntil, DateTimeOffset PathEnds);

/// <summary>What came of asking for it.</summary>
internal abstract record EvidenceOutcome
{
    private EvidenceOutcome()
    {
    }

    internal sealed record Found(PathEvidence Evidence) : EvidenceOutcome;

    /// <summary>Neither OCSP nor a list could be had, or no path stands.</summary>
    /// <param name="Name">Common name on the certificate that nothing is known about.</param>
    internal sealed record Missing(string Name) : EvidenceOutcome;

    /// <summary>Somebody on the path is revoked; asking again does not help.</summary>
    internal sealed record Revoked(string Name) : EvidenceOutcome;
}
