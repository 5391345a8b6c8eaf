using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>
/// Adds a field with a document time stamp over everything before it (PAdES B-LTA; ETSI EN 319 142-1, 5.4.3). What is
/// embedded is the time-stamp token of RFC 3161 over the hash.
/// </summary>
public static class DocumentTimestampUpdate
{
    /// <param name="field">A new name; a field of that name means AlreadySigned.</param>
    /// <param name="contentsCapacity">Bytes kept free for the token.</param>
    public static SignaturePreparation Prepare(ReadOnlyMemory<byte> pdf, string field,
        int contentsCapacity = SignatureUpdate.DefaultCapacity) =>
        PdfFile.TryRead(pdf, out var file, out var failure)
            ? Prepare(file, field, contentsCapacity)
            : new SignaturePreparation.NotAPdf(failure);

    /// <inheritdoc cref="Prepare(ReadOnlyMemory{byte}, string, int)"/>
    public static SignaturePreparation Prepare(PdfFile file, string field, int contentsCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(contentsCapacity);
        if (file.SignatureFields.Any(known => known.Name == field))
            return new SignaturePreparation.AlreadySigned(field);
        if (file.Trailer["Root"] is not PdfReference root || file.Pages() is not [var first, ..]
            || file.Catalog.HasDuplicateKeys || first.Page.HasDuplicateKeys)
            return new SignaturePreparation.NotAPdf(new PdfReadFailure.Damaged("the catalog or the first page", 0));
        using var update = new IncrementalUpdate(file);
        var (number, value) = (update.Reserve(), update.Reserve());
        // An empty rectangle needs no appearance (ISO 19005-2, 6.3.3), beside the page no tag (ISO 14289-1, 7.18.1).
        update.Begin(number).Raw("<</Type /Annot /Subtype /Widget /FT /Sig /F 132 /Rect [-1 -1 -1 -1]"u8)
            .Raw(" /T "u8).Text(field)
            .Raw(" /TU "u8).Text("Dấu thời gian lưu trữ").Raw(" /P "u8).Reference(first.Reference.Number)
            .Raw(" /V "u8).Reference(value).Raw(">>"u8);
        update.End();
        var added = new PdfReference(number, 0);
        Rewrite(update, first.Reference, first.Page, "Annots", Append(file, first.Page, "Annots", added));
        WriteForm(update, file, root, added);
        var slot = new SignatureSlot(update, value,
            "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161"u8, contentsCapacity);
        return new SignaturePreparation.Prepared(slot.Finish(file.Bytes.Length));
    }

    private static void WriteForm(IncrementalUpdate update, PdfFile file, PdfReference root, PdfReference added)
    {
        var form = file.Find<PdfDictionary>(file.Catalog, "AcroForm") ?? PdfDictionary.Empty;
        var grown = new PdfDictionary(
            [
                .. form.Entries.Where(entry => entry.Key is not ("Fields" or "SigFlags")),
                new("Fields", Append(file, form, "Fields", added)),
                new("SigFlags", new PdfInteger(3)),
            ]);
        if (file.Catalog["AcroForm"] is PdfReference own)
            Rewrite(update, own, grown, "Fields", grown["Fields"]!);
        else
            Rewrite(update, root, file.Catalog, "AcroForm", grown);
    }

    private static PdfArray Append(PdfFile file, PdfDictionary holder, string key, PdfReference added) =>
        new([.. file.Find<PdfArray>(holder, key)?.Items ?? [], added]);

    private static void Rewrite(IncrementalUpdate update, PdfReference reference, PdfDictionary old, string key,
        PdfObject value)
    {
        var target = update.Begin(reference).Raw("<<"u8);
        PdfSerializer.Entries(target, old, [key]);
        PdfSerializer.Write(target.Raw("/"u8).Ascii(key).Raw(" "u8), value).Raw(">>"u8);
        update.End();
    }
}
