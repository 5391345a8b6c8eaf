using System.Globalization;
using Civic.Documents.Objects;
using static Civic.Signing.Tests.Attacks.Corpus;

namespace Civic.Signing.Tests.Attacks;

/// <summary>What readers see differently: duplicates, hidden bytes, junk, and the index itself.</summary>
internal static class StructuralAttacks
{
    internal static IReadOnlyList<Technique> All { get; } =
    [
        new("junk-after-the-end", Failed, "TRAILING_BYTES",
            world => [.. world.Archived(At), .. "<html>not a PDF</html>"u8]),
        new("second-end-mark-after-the-end", Failed, "TRAILING_BYTES",
            world => [.. world.Archived(At), .. "%%EOF\n"u8]),
        new("duplicate-key-in-the-catalog", Failed, "DUPLICATE_KEYS", world =>
        {
            var forger = new Forger(world.Archived(At));
            var catalog = Forger.Edited(forger.File.Catalog);
            return forger.Object(forger.Root, catalog[..^2] + " /Pages 2 0 R>>").Close();
        }),
        new("duplicate-key-in-the-page", Failed, "DUPLICATE_KEYS", world =>
        {
            var forger = new Forger(world.Archived(At));
            var page = Forger.Edited((PdfDictionary)forger.File.Resolve(forger.Page));
            return forger.Object(forger.Page.Number, page[..^2] + " /Contents 9 0 R>>").Close();
        }),
        new("object-twice-one-hidden", Failed, "UNINDEXED_BYTES", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Write($"{forger.Page.Number} 0 obj\n<</Type /Page>>\nendobj\n")
                .Object(forger.Reserve(), "(x)").Close();
        }),
        new("object-twice-in-the-index", Failed, "DUPLICATE_OBJECT", world =>
        {
            var forger = new Forger(world.Archived(At));
            var number = forger.Reserve();
            return forger.Object(number, "(x)").Object(number, "(y)").Close();
        }),
        new("hidden-bytes-in-an-update", Failed, "UNINDEXED_BYTES", world =>
        {
            var forger = new Forger(world.Archived(At));
            return forger.Object(forger.Reserve(), "(x)").Write("trailer <</Root 9 0 R>>\n").Close();
        }),
        new("object-hidden-in-a-stream", Failed, "PAGE_CONTENT_CHANGED", world =>
        {
            var forger = new Forger(Hand.Signed(world));
            var text = $"{Hand.Content} 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj";
            forger.Stream(forger.Reserve(), text);
            var place = forger.Length - text.Length - "\nendstream\nendobj\n".Length;
            return forger.Point(Hand.Content, place).Close();
        }),
        new("generation-raised", Failed, "OBJECT_REMOVED", world =>
        {
            // The number is freed and given out again: what referred to the old generation finds nothing.
            var forger = new Forger(Hand.Signed(world)).Free(Hand.Content);
            return forger.Close();
        }),
        new("hybrid-hides-an-object", Failed, "PAGE_CONTENT_CHANGED", world =>
        {
            var forger = new Forger(Hand.Signed(world));
            var place = forger.Length;
            forger.Write($"{Hand.Content} 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n");
            var (stream, number) = (forger.Length, forger.Reserve());
            var row = $"01{place:X8}00";
            forger.Write(string.Create(CultureInfo.InvariantCulture,
                $"{number} 0 obj\n<</Type /XRef /Size 99 /W [1 4 1] /Index [{Hand.Content} 1] ") +
                $"/Filter /ASCIIHexDecode /Length {row.Length + 1}>>\nstream\n{row}>\nendstream\nendobj\n");
            return forger.Close($" /XRefStm {stream}");
        }),
        new("update-that-skips-all-signatures", "NO-SIGNATURE", null, world =>
        {
            var forger = new Forger(world.Archived(At));
            forger.Previous = forger.File.Revisions[0].XrefOffset;
            return forger.Object(forger.Reserve(), "(x)").Close();
        }),
        new("truncated-to-the-persons-revision", Passed, null, world =>
        {
            var pdf = world.SignTwice(At);
            pdf = world.WithEvidence(
                new Forger(pdf) is { File: var file } ? pdf[..(int)file.Revisions[1].EndOffset] : pdf, At,
                world.Person, world.Tsa);
            return pdf;
        }),
    ];
}
