using System.Globalization;
using System.Text;
using Civic.Signing.Tests.Attacks;
using Civic.Signing.Tests.Judging;

namespace Civic.Signing.Tests.Fuzz;

/// <summary>Small files of every build: tables, streams, hybrids, object streams, every filter.</summary>
internal static class FuzzSeeds
{
    internal static IEnumerable<byte[]> Files(SmallWorld world, DateTimeOffset at)
    {
        yield return world.Sign(Hand.Unsigned(), "CompetentPerson", world.Person, at, at);
        yield return new Forger(world.Sign(Hand.Unsigned(), "CompetentPerson", world.Person, at, null))
            .Stream(Hand.Content, "0 g").Free(Hand.Cover).Close();
        yield return Streams();
        yield return Filters();
    }

    /// <summary>An object stream and a cross-reference stream.</summary>
    private static byte[] Streams()
    {
        var inner = "1 0 2 32 3 74 <</Type /Catalog /Pages 2 0 R>> <</Type /Pages /Kids [3 0 R] /Count 1>> "
            + "<</Type /Page /Parent 2 0 R>>";
        var first = inner.IndexOf("<<", StringComparison.Ordinal);
        var text = $"%PDF-1.5\n4 0 obj\n<</Type /ObjStm /N 3 /First {Hand.Text(first)} /Length "
            + $"{Hand.Text(inner.Length)}>>\nstream\n{inner}\nendstream\nendobj\n";
        var place = text.Length;
        var rows = $"000000020400020401020402010009{place.ToString("X4", CultureInfo.InvariantCulture)}00";
        text += $"5 0 obj\n<</Type /XRef /Size 6 /W [1 1 1] /Root 1 0 R /Filter /ASCIIHexDecode /Length "
            + $"{Hand.Text(rows.Length + 1)}>>\nstream\n{rows}>\nendstream\nendobj\n"
            + $"startxref\n{Hand.Text(place)}\n%%EOF\n";
        return Encoding.ASCII.GetBytes(text);
    }

    private static byte[] Filters() => Hand.Start()
        .Stream(30, "9jqo^BlbD-BleB1DJ+*+F(f,q~>", "/Filter /ASCII85Decode")
        .Stream(31, "\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", "/Filter /LZWDecode")
        .Stream(32, "\u0002abc\u00FEx\u0080", "/Filter /RunLengthDecode")
        .Stream(33, "48656C6C6F>", "/Filter [/ASCIIHexDecode]")
        .Stream(34, "789C4BCC4F4A0600041F0172>",
            "/Filter [/ASCIIHexDecode /FlateDecode] /DecodeParms [null <</Predictor 12 /Columns 3>>]")
        .Close();
}
