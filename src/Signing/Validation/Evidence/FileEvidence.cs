using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Signing.Cms;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation.Evidence;

/// <summary>
/// Certificates, OCSP responses and revocation lists that a file brings along: in its security store (ETSI EN 319
/// 142-1, 5.4.2) or, as older programs do, inside a signature. Addresses in it are never looked at.
/// </summary>
internal sealed class FileEvidence
{
    private const int MaxItems = 400;

    /// <summary>adbe-revocationInfoArchival (ISO 32000-1, 12.8.3.3.2).</summary>
    private const string RevocationArchive = "1.2.840.113583.1.1.8";

    private static readonly BoundedCache<OcspFile> KnownOcsp = new(2048);
    private static readonly BoundedCache<RevocationListFile> KnownLists = new(512);

    private readonly List<(OcspFile File, int Revision)> _ocsp = [];
    private readonly List<(RevocationListFile File, int Revision)> _lists = [];
    private readonly List<X509Certificate2> _certificates = [];
    private readonly HashSet<int> _seen = [];

    internal IReadOnlyList<X509Certificate2> Certificates => _certificates;

    internal static FileEvidence Of(PdfFile file)
    {
        var evidence = new FileEvidence();
        if (file.Find<PdfDictionary>(file.Catalog, "DSS") is not { } store)
        {
            return evidence;
        }

        evidence.AddStore(file, store, "Certs", "OCSPs", "CRLs");
        foreach (var (_, value) in file.Find<PdfDictionary>(store, "VRI")?.Entries.Take(MaxItems) ?? [])
        {
            if (file.Resolve(value) is PdfDictionary entry)
            {
                evidence.AddStore(file, entry, "Cert", "OCSP", "CRL");
            }
        }

        return evidence;
    }

    /// <summary>What stands inside a signature, covered by the revision that it was made in.</summary>
    internal void AddFrom(SignedDataContent cms, int revision)
    {
        if (!cms.Signer.Signed.TryGetValue(RevocationArchive, out var archive))
        {
            return;
        }

        try
        {
            var reader = new AsnReader(archive, AsnEncodingRules.BER).ReadSequence();
            while (reader.HasData)
            {
                var isList = reader.PeekTag().HasSameClassAndValue(CmsNames.Tag0);
                var isOcsp = reader.PeekTag().HasSameClassAndValue(CmsNames.Tag1);
                var items = reader.ReadSequence(reader.PeekTag()).ReadSequence();
                while (items.HasData && (isList || isOcsp) && Count < MaxItems)
                {
                    Add(items.ReadEncodedValue().Span, isOcsp, revision);
                }
            }
        }
        catch (AsnContentException)
        {
            // What is malformed here proves nothing, and nothing relies on it.
        }
    }

    internal IEnumerable<RevocationFact> About(KnownCertificate certificate, KnownCertificate issuer)
    {
        foreach (var (file, revision) in _ocsp)
        {
            if (file.About(certificate, issuer) is { } fact)
            {
                yield return fact with { Revision = revision };
            }
        }

        foreach (var (file, revision) in _lists)
        {
            if (file.About(certificate, issuer) is { } fact)
            {
                yield return fact with { Revision = revision };
            }
        }
    }

    private int Count => _ocsp.Count + _lists.Count + _certificates.Count;

    private void AddStore(PdfFile file, PdfDictionary store, string certificates, string ocsp, string lists)
    {
        foreach (var (content, _) in Contents(file, store, certificates))
        {
            try
            {
                _certificates.Add(KnownCertificate.Load(content));
            }
            catch (CryptographicException)
            {
                // Not a certificate: it helps nobody and hurts nobody.
            }
        }

        foreach (var (content, revision) in Contents(file, store, ocsp))
        {
            Add(content, isOcsp: true, revision);
        }

        foreach (var (content, revision) in Contents(file, store, lists))
        {
            Add(content, isOcsp: false, revision);
        }
    }

    private void Add(ReadOnlySpan<byte> content, bool isOcsp, int revision)
    {
        if (isOcsp && KnownOcsp.Get(content, static bytes => OcspFile.TryRead(bytes)) is { } response)
        {
            _ocsp.Add((response, revision));
        }
        else if (!isOcsp && KnownLists.Get(content, static bytes => RevocationListFile.TryRead(bytes)) is { } list)
        {
            _lists.Add((list, revision));
        }
    }

    private IEnumerable<(byte[] Content, int Revision)> Contents(PdfFile file, PdfDictionary holder, string key)
    {
        foreach (var item in file.Find<PdfArray>(holder, key)?.Items ?? [])
        {
            if (Count >= MaxItems)
            {
                yield break;
            }

            if (item is PdfReference reference && _seen.Add(reference.Number)
                && file.Resolve(reference) is PdfStream stream && file.TryDecode(stream, out var data, out _))
            {
                yield return (data, file.RevisionOf(reference.Number));
            }
        }
    }
}
