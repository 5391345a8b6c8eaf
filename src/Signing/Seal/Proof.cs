using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Revocation;

namespace Civic.Signing.Seal;

/// <summary>What one file has to bring along: the evidence of all who signed or stamped it, each item once.</summary>
internal sealed class Proof(EvidenceSource source)
{
    private readonly List<EvidenceItem> _items = [];
    private readonly List<X509Certificate2> _proven = [];

    internal IReadOnlyList<EvidenceItem> Items => _items;

    internal bool Holds(X509Certificate2 certificate) =>
        _proven.Exists(p => p.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    /// <returns>Null where all of them are proven now; else the first that is not.</returns>
    internal async Task<SigningResult?> AddAsync(IEnumerable<ToProve> all, CancellationToken cancellation)
    {
        foreach (var asked in all.Where(a => !Holds(a.Certificate)))
        {
            switch (await source.OfAsync(asked.Certificate, asked.Others, cancellation))
            {
                case EvidenceOutcome.Found(var evidence):
                    _items.AddRange(evidence.Items.Where(i => !_items.Exists(known => known.Id == i.Id)).ToList());
                    _proven.Add(asked.Certificate);
                    break;
                case EvidenceOutcome.Revoked(var name):
                    return new SigningResult.CertificateRevoked(name);
                case EvidenceOutcome.Missing(var name):
                    return new SigningResult.EvidenceMissing(asked.Holder, name);
            }
        }

        return null;
    }
}

/// <summary>What came of adding a document time stamp.</summary>
internal abstract record ArchiveResult
{
    private ArchiveResult()
    {
    }

    internal sealed record Archived(byte[] Pdf, SigningParts Parts, DateTimeOffset VerifiableUntil) : ArchiveResult;

    internal sealed record Waits(SigningResult Why) : ArchiveResult;
}
