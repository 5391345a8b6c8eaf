using System.Text;
using Civic.Documents.Objects;
using static Civic.Signing.Tests.Attacks.Corpus;

namespace Civic.Signing.Tests.Attacks;

/// <summary>
/// Universal forgery (parts of the signature missing or senseless) and wrapping (the signature holds, but for other
/// bytes than those that are shown), and ranges that leave something out.
/// </summary>
internal static class SignatureAttacks
{
    internal static IReadOnlyList<Technique> All { get; } =
    [
        new("forgery-range-missing", Failed, "FORMAT_FAILURE", w => Patched(w, "/ByteRange", "/ByteRangX")),
        new("forgery-range-renamed-twice", Failed, "FORMAT_FAILURE", w => Patched(w, "/SubFilter", "/ByteRange")),
        new("forgery-range-of-zeros", Failed, "FORMAT_FAILURE", w => WithRange(w, "[0 0 0 0]")),
        new("forgery-range-negative", Failed, "FORMAT_FAILURE", w => WithRange(w, "[0 -1 -1 0]")),
        new("forgery-range-empty", Failed, "FORMAT_FAILURE", w => WithRange(w, "[]")),
        new("forgery-range-null", Failed, "FORMAT_FAILURE", w => WithRange(w, "null")),
        new("forgery-range-huge", Failed, "FORMAT_FAILURE", w => WithRange(w, "[0 99999999999999999999 1 1]")),
        new("forgery-contents-missing", Failed, "FORMAT_FAILURE", w => Patched(w, "/Contents <", "/ContentX <")),
        new("forgery-contents-zeros", Failed, "FORMAT_FAILURE", w => Contents(w, '0')),
        new("forgery-contents-senseless", Failed, "FORMAT_FAILURE", w => Contents(w, '3')),
        new("forgery-form-unknown", Failed, "FORMAT_FAILURE",
            w => Patched(w, "/ETSI.CAdES.detached", "/ETSI.CAdES.detachex")),
        new("gap-before-the-contents", Failed, "FORMAT_FAILURE",
            w => Hand.SignedOver(w, (start, end, length) => [0, start - 9, end, length - end])),
        new("gap-after-the-contents", Failed, "FORMAT_FAILURE",
            w => Hand.SignedOver(w, (start, end, length) => [0, start, end + 1, length - end - 1])),
        new("gap-inside-the-first-range", Failed, "FORMAT_FAILURE",
            w => Hand.SignedOver(w, (start, end, length) => [0, 100, 200, start - 200, end, length - end])),
        new("range-ends-before-the-revision", Failed, "FORMAT_FAILURE",
            w => Hand.SignedOver(w, (start, end, length) => [0, start, end, length - end - 20])),
        new("range-begins-late", Failed, "FORMAT_FAILURE",
            w => Hand.SignedOver(w, (start, end, length) => [9, start - 9, end, length - end])),
        new("ranges-overlap", Failed, "FORMAT_FAILURE",
            w => Hand.SignedOver(w, (start, end, length) => [0, start, start - 50, length - start + 50])),
        new("range-reaches-into-the-contents", Failed, "FORMAT_FAILURE",
            w => Hand.SignedOver(w, (start, end, length) => [0, start + 1, end, length - end])),
        new("contents-twice", Failed, "FORMAT_FAILURE", w => Hand.SignedOver(
            w, (start, end, length) => [0, start, end, length - end], contents: " /Contents <00>")),
        new("digest-of-another-document", Failed, "HASH_FAILURE", world =>
        {
            var (pdf, other) = (Hand.Signed(world), Hand.Signed(world, Hand.Start().Object(30, "(other)").Close()));
            var (to, from) = (PlaceOfContents(pdf), PlaceOfContents(other));
            other.AsSpan(from, pdf.AsSpan(to).IndexOf((byte)'>')).CopyTo(pdf.AsSpan(to));
            return pdf;
        }),
        new("one-byte-flipped", Failed, "HASH_FAILURE", world =>
        {
            var pdf = Hand.Signed(world);
            pdf[pdf.AsSpan().IndexOf("Khong"u8)] ^= 0x20;
            return pdf;
        }),
        new("wrapped-in-another-value", Failed, "SIGNED_FIELD_CHANGED", world =>
        {
            // The old value lies untouched in the file; the field shows a new one with the same contents and range.
            var forger = new Forger(Hand.Signed(world));
            var value = forger.Reserve();
            var field = FormAttacks.FieldOf(forger, "CompetentPerson");
            var old = (PdfDictionary)forger.File.Resolve(((PdfDictionary)forger.File.Resolve(field))["V"]);
            return forger.Edit(field, ("V", $"{value} 0 R"))
                .Object(value, Forger.Edited(old, ("M", "(D:20300101000000Z)"))).Close();
        }),
        new("signer-unknown", "INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND", world =>
            world.Sign(Hand.Unsigned(), "CompetentPerson", new Judging.SmallWorld().Person, At, At)),
    ];

    private static int PlaceOfContents(byte[] pdf) => pdf.AsSpan().IndexOf("/Contents <"u8) + 11;

    private static byte[] Patched(Judging.SmallWorld world, string old, string now)
    {
        var pdf = Hand.Signed(world);
        Encoding.ASCII.GetBytes(now).CopyTo(pdf, pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(old)));
        return pdf;
    }

    private static byte[] WithRange(Judging.SmallWorld world, string range)
    {
        var pdf = Hand.Signed(world);
        var place = pdf.AsSpan().IndexOf("/ByteRange "u8) + 11;
        Encoding.ASCII.GetBytes(range.PadRight(48)).CopyTo(pdf, place);
        return pdf;
    }

    private static byte[] Contents(Judging.SmallWorld world, char digit)
    {
        var pdf = Hand.Signed(world);
        var place = PlaceOfContents(pdf);
        pdf.AsSpan(place, pdf.AsSpan(place).IndexOf((byte)'>')).Fill((byte)digit);
        return pdf;
    }
}
