using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>What a validator needs when nothing can be fetched any more, each item in DER.</summary>
/// <param name="OcspResponses">Whole OCSPResponse structures (RFC 6960), not only their basic part.</param>
public sealed record ValidationEvidence(IReadOnlyList<byte[]> Certificates, IReadOnlyList<byte[]> OcspResponses,
    IReadOnlyList<byte[]> RevocationLists);

/// <summary>Adds evidence to the document security store (PAdES B-LT; ETSI EN 319 142-1, 5.4.2).</summary>
public static class SecurityStoreUpdate
{
    /// <summary>What the store holds already is kept and not added again.</summary>
    public static bool TryAdd(ReadOnlyMemory<byte> pdf, ValidationEvidence evidence,
        [NotNullWhen(true)] out byte[]? updated, [NotNullWhen(false)] out PdfReadFailure? failure) =>
        TryAdd(pdf, evidence, withVri: false, out updated, out failure);

    /// <summary>What the store holds already is kept and not added again.</summary>
    /// <param name="withVri">
    /// Whether each signature also gets an entry that names the data (5.4.2.3). Validators don't need it.
    /// </param>
    public static bool TryAdd(ReadOnlyMemory<byte> pdf, ValidationEvidence evidence, bool withVri,
        [NotNullWhen(true)] out byte[]? updated, [NotNullWhen(false)] out PdfReadFailure? failure)
    {
        updated = null;
        if (!PdfFile.TryRead(pdf, out var file, out failure))
            return false;
        if (file.Trailer["Root"] is not PdfReference root || file.Catalog.HasDuplicateKeys)
        {
            failure = new PdfReadFailure.Damaged("the catalog", 0);
            return false;
        }
        using var update = new IncrementalUpdate(file);
        var store = WriteStore(update, file, evidence, withVri);
        var target = update.Begin(root).Raw("<<"u8);
        PdfSerializer.Entries(target, file.Catalog, ["DSS", "Extensions"]);
        target.Raw("/DSS "u8).Reference(store).Raw(" /Extensions <<"u8);
        if (file.Find<PdfDictionary>(file.Catalog, "Extensions") is { } extensions)
            PdfSerializer.Entries(target, extensions, ["ESIC"]);
        target.Raw("/ESIC <</BaseVersion /1.7 /ExtensionLevel 2>>>>>>"u8);
        update.End();
        updated = update.Finish();
        return true;
    }

    private static int WriteStore(
        IncrementalUpdate update, PdfFile file, ValidationEvidence evidence, bool withVri)
    {
        var known = file.Find<PdfDictionary>(file.Catalog, "DSS") ?? PdfDictionary.Empty;
        var entries = new PdfBuffer(512);
        var certificates = WriteList(update, file, known, entries, "Certs", evidence.Certificates);
        var responses = WriteList(update, file, known, entries, "OCSPs", evidence.OcspResponses);
        var lists = WriteList(update, file, known, entries, "CRLs", evidence.RevocationLists);
        if (withVri)
            WriteVri(file, known, entries, [("Cert", certificates), ("OCSP", responses), ("CRL", lists)]);
        var store = update.Reserve();
        var target = update.Begin(store).Raw("<<"u8);
        PdfSerializer.Entries(target, known, withVri ? ["Certs", "OCSPs", "CRLs", "Type", "VRI"]
            : ["Certs", "OCSPs", "CRLs", "Type"]);
        target.Raw("/Type /DSS"u8).Raw(entries.Written).Raw(">>"u8);
        update.End();
        return store;
    }

    /// <summary>One entry a signature, under the digest of its Contents; one that is there already stays.</summary>
    private static void WriteVri(PdfFile file, PdfDictionary known, PdfBuffer entries,
        (string Key, List<PdfReference> Items)[] data)
    {
        entries.Raw(" /VRI <<"u8);
        var earlier = file.Find<PdfDictionary>(known, "VRI") ?? PdfDictionary.Empty;
        PdfSerializer.Entries(entries, earlier, []);
        foreach (var field in file.SignatureFields)
        {
            var name = field.Value?.Contents is { } contents ? NameOf(contents) : null;
            if (name is null || earlier[name] is not null)
                continue;
            entries.Raw("/"u8).Ascii(name).Raw(" <<"u8);
            foreach (var (key, items) in data.Where(entry => entry.Items.Count > 0))
                PdfSerializer.Write(entries.Raw("/"u8).Ascii(key).Raw(" "u8), new PdfArray(items));
            entries.Raw(">>"u8);
        }
        entries.Raw(">>"u8);
    }

    // The name is fixed by the standard (ISO 32000-2, 12.8.4.4); nothing rests on the digest being hard to forge.
    private static string NameOf(PdfString contents) =>
        Convert.ToHexString(CryptographicOperations.HashData(HashAlgorithmName.SHA1, contents.Bytes.Span));

    private static List<PdfReference> WriteList(IncrementalUpdate update, PdfFile file, PdfDictionary known,
        PdfBuffer entries, string key, IReadOnlyList<byte[]> items)
    {
        var held = file.Find<PdfArray>(known, key)?.Items.OfType<PdfReference>().ToList() ?? [];
        var contents = held.Select(item => Content(file, item)).ToList();
        foreach (var item in items)
        {
            if (contents.Any(content => content.AsSpan().SequenceEqual(item)))
                continue;
            var number = update.Reserve();
            update.Begin(number).Raw("<</Length "u8).Integer(item.Length).Raw(">>\nstream\n"u8).Raw(item)
                .Raw("\nendstream"u8);
            update.End();
            held.Add(new PdfReference(number, 0));
            contents.Add(item);
        }
        if (held.Count > 0)
            PdfSerializer.Write(entries.Raw(" /"u8).Ascii(key).Raw(" "u8), new PdfArray(held));
        return held;
    }

    private static byte[] Content(PdfFile file, PdfReference reference) =>
        file.Resolve(reference) is PdfStream stream && file.TryDecode(stream, out var data, out _) ? data : [];
}
