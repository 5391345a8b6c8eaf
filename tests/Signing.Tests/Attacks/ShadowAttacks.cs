using System.Text;
using Civic.Documents.Objects;
using static Civic.Signing.Tests.Attacks.Corpus;

namespace Civic.Signing.Tests.Attacks;

/// <summary>Shadow attacks: a document is prepared so that it can be made to show something else once signed.</summary>
internal static class ShadowAttacks
{
    private const string Hidden =
        "<</Length 47>>\nstream\nBT /F1 18 Tf 40 200 Td (Co an tich) Tj ET      \nendstream";

    internal static IReadOnlyList<Technique> All { get; } =
    [
        new("shadow-hide-cover-freed", Failed, "OBJECT_REMOVED", world =>
            new Forger(Hand.Signed(world)).Free(Hand.Cover).Close()),
        new("shadow-hide-cover-emptied", Failed, "IMAGE_OR_FORM_CHANGED", world => new Forger(Hand.Signed(world))
            .Stream(Hand.Cover, "", "/Type /XObject /Subtype /Form /BBox [0 0 10 10]").Close()),
        new("shadow-hide-cover-of-another-kind", Failed, "IMAGE_OR_FORM_CHANGED", world =>
            new Forger(Hand.Signed(world)).Object(Hand.Cover, "<</Type /XObject /Subtype /Nothing>>").Close()),
        new("shadow-replace-font", Failed, "FONT_CHANGED", world => new Forger(Hand.Signed(world))
            .Object(Hand.Font, "<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>").Close()),
        new("shadow-hide-and-replace-by-index", Failed, "PAGE_CONTENT_CHANGED", world =>
        {
            // The other content lies in the signed bytes already; the update is an index and nothing else.
            var prepared = Hand.Start().Write($"{Hand.Content} 0 obj\n{Hidden}\nendobj\n").Close();
            var signed = Hand.Signed(world, prepared);
            var hidden = Encoding.Latin1.GetString(signed).LastIndexOf(
                $"{Hand.Content} 0 obj\n<</Length 47", StringComparison.Ordinal);
            return new Forger(signed).Point(Hand.Content, hidden).Close();
        }),
        new("shadow-reserved-number-filled", Failed, "PAGE_CONTENT_CHANGED", world => new Forger(
            Hand.Signed(world, Hand.Start($"[4 0 R {Hand.Missing} 0 R]").Close()))
            .Stream(Hand.Missing, "1 1 1 rg 0 0 400 300 re f").Close()),
        new("shadow-reserved-annotation-filled", Failed, "ANNOTATION_CHANGED", world => new Forger(
            Hand.Signed(world, Hand.Start(annotations: $"11 0 R 12 0 R {Hand.Missing} 0 R").Close()))
            .Object(Hand.Missing, "<</Type /Annot /Subtype /Stamp /Rect [0 0 400 300]>>").Close()),
        new("shadow-length-changed", Failed, "PAGE_CONTENT_CHANGED", world =>
        {
            var content = "BT /F1 9 Tf (a) Tj ET\nendstream endobj %\nBT /F1 18 Tf 40 100 Td (Co an tich) Tj ET";
            var prepared = Hand.Start().Object(Hand.Missing, "21")
                .Object(Hand.Content, $"<</Length {Hand.Missing} 0 R>>\nstream\n{content}\nendstream").Close();
            return new Forger(Hand.Signed(world, prepared))
                .Object(Hand.Missing, Hand.Text(content.Length)).Close();
        }),
        new("shadow-index-switched", Failed, "INDEX_SWITCHED", world =>
        {
            // The end mark that was signed names another index than the update's Prev does.
            var signed = Hand.SignedOver(
                world, (start, end, length) => [0, start, end, length - end], startxref: 9);
            return new Forger(signed) { Previous = PlaceOf(signed, "xref\n0 1"), Next = Hand.Missing }
                .Object(Hand.Missing, "null").Close();
        }),
        new("shadow-object-stream-replaced", Failed, "FONT_CHANGED", world =>
        {
            var packed = Qpdf.Run(Hand.Unsigned(), "--object-streams=generate");
            var signed = Hand.Signed(world, packed);
            var forger = new Forger(signed);
            var container = forger.File.ObjectNumbers.First(n =>
                forger.File.Object(n) is PdfStream s && s.Dictionary.IsName("Type", "ObjStm"));
            var old = (PdfStream)forger.File.Object(container);
            forger.File.TryDecode(old, out var data, out _);
            var text = Encoding.Latin1.GetString(data!).Replace("Helvetica", "Courier  ", StringComparison.Ordinal);
            return forger.Stream(container, text, $"/Type /ObjStm /N {Forger.Spell(old.Dictionary["N"]!)} "
                + $"/First {Forger.Spell(old.Dictionary["First"]!)}").Close();
        }),
    ];

    internal static long PlaceOf(byte[] pdf, string text) => pdf.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(text));
}
