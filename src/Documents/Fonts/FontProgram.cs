using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Civic.Documents.Writing;

namespace Civic.Documents.Fonts;

/// <summary>
/// A subset made ready for embedding: CIDFontType2, ToUnicode (ISO 32000-1, 9.7) and a character map of codes of one
/// byte, each the number of its glyph: text is half as long as with the two bytes of Identity-H.
/// </summary>
internal sealed class FontProgram
{
    /// <summary>Code 0 is no character's.</summary>
    public const int MostCharacters = 255;

    private static readonly byte[] CodeMap = Flate.Compress(
        """
        /CIDInit /ProcSet findresource begin
        12 dict begin
        begincmap
        /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def
        /CMapName /Civic-Byte def
        /CMapType 1 def
        /WMode 0 def
        1 begincodespacerange
        <00> <FF>
        endcodespacerange
        1 begincidrange
        <00> <FF> 0
        endcidrange
        endcmap
        CMapName currentdict /CMap defineresource pop
        end
        end
        """u8, CompressionLevel.SmallestSize);

    private readonly string _name;
    private readonly byte[] _file;
    private readonly int _fileLength;
    private readonly byte[] _toUnicode;
    private readonly byte[] _widths;
    private readonly byte[] _descriptor;

    public FontProgram(TrueTypeFont font, FontFace face, IReadOnlyList<int> codePoints, CompressionLevel level)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(codePoints.Count, MostCharacters);
        var file = FontSubset.Build(font, codePoints);
        _name = Tag(file) + "+Tinos" + (face == FontFace.Regular ? "" : "-" + face);
        _fileLength = file.Length;
        _file = Flate.Compress(file, level);
        _toUnicode = Flate.Compress(ToUnicode(codePoints), level);
        _widths = Encoding.ASCII.GetBytes(string.Join(' ', codePoints.Select(code => WidthOf(font, code))));
        _descriptor = Encoding.ASCII.GetBytes(Descriptor(font, face));
    }

    /// <returns>The advance in thousandths of the font size, exactly as written to W.</returns>
    public static int WidthOf(TrueTypeFont font, int codePoint) =>
        font.TryGlyph(codePoint, out var glyph) ? font.Thousandths(font.Advance(glyph)) : 0;

    /// <summary>What the codes of all subsets in a file mean.</summary>
    /// <returns>The map's object number.</returns>
    public static int WriteCodeMap(IObjectSink sink)
    {
        var number = sink.Reserve();
        sink.Begin(number).Raw("<</Type /CMap /CMapName /Civic-Byte /CIDSystemInfo "u8)
            .Raw("<</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /Filter /FlateDecode"u8);
        StreamBody(sink, CodeMap);
        return number;
    }

    /// <param name="codes">The code map's object number.</param>
    /// <returns>The object number of the Type0 font.</returns>
    public int Write(IObjectSink sink, int codes)
    {
        var (font, descendant, descriptor) = (sink.Reserve(), sink.Reserve(), sink.Reserve());
        var (file, toUnicode) = (sink.Reserve(), sink.Reserve());
        sink.Begin(font).Raw("<</Type /Font /Subtype /Type0 /BaseFont /"u8).Ascii(_name)
            .Raw(" /Encoding "u8).Reference(codes).Raw(" /DescendantFonts ["u8).Reference(descendant)
            .Raw("] /ToUnicode "u8).Reference(toUnicode).Raw(">>"u8);
        sink.End();
        sink.Begin(descendant).Raw("<</Type /Font /Subtype /CIDFontType2 /BaseFont /"u8).Ascii(_name)
            .Raw(" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor "u8)
            .Reference(descriptor).Raw(" /CIDToGIDMap /Identity /DW 0 /W [1 ["u8).Raw(_widths).Raw("]]>>"u8);
        sink.End();
        sink.Begin(descriptor).Raw("<</Type /FontDescriptor /FontName /"u8).Ascii(_name).Raw(_descriptor)
            .Raw(" /FontFile2 "u8).Reference(file).Raw(">>"u8);
        sink.End();
        sink.Begin(file).Raw("<</Filter /FlateDecode /Length1 "u8).Integer(_fileLength);
        StreamBody(sink, _file);
        sink.Begin(toUnicode).Raw("<</Filter /FlateDecode"u8);
        StreamBody(sink, _toUnicode);
        return font;
    }

    private static void StreamBody(IObjectSink sink, ReadOnlySpan<byte> data)
    {
        sink.Out.Raw(" /Length "u8).Integer(data.Length).Raw(">>\nstream\n"u8).Raw(data).Raw("\nendstream"u8);
        sink.End();
    }

    private static string Descriptor(TrueTypeFont font, FontFace face)
    {
        var bold = face is FontFace.Bold or FontFace.BoldItalic;
        var italic = face is FontFace.Italic or FontFace.BoldItalic;
        // Serif, symbolic (no standard encoding is used) and italic, table 123.
        var flags = 2 + 4 + (italic ? 64 : 0);
        var box = string.Join(' ', font.BoundingBox.Select(font.Thousandths));
        var (ascent, descent) = (font.Thousandths(font.Ascent), font.Thousandths(font.Descent));
        var (height, stem) = (font.Thousandths(font.CapHeight), bold ? 140 : 80);
        return string.Create(CultureInfo.InvariantCulture, $" /Flags {flags} /FontBBox [{box}] ")
            + string.Create(CultureInfo.InvariantCulture, $"/ItalicAngle {font.ItalicAngle} /Ascent {ascent} ")
            + string.Create(CultureInfo.InvariantCulture, $"/Descent {descent} /CapHeight {height} /StemV {stem}");
    }

    /// <summary>Six capital letters that tell subsets apart (9.6.4), derived from the content.</summary>
    private static string Tag(byte[] file) =>
        string.Concat(SHA256.HashData(file).Take(6).Select(value => (char)('A' + value % 26)));

    private static byte[] ToUnicode(IReadOnlyList<int> codePoints)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo ")
            .Append("<</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n")
            .Append("/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n");
        // A block holds at most 100 entries (Adobe technical note 5014).
        foreach (var block in Ranges(codePoints).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfrange\n");
            foreach (var (first, last) in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{first + 1:X2}> <{last + 1:X2}> <");
                foreach (var unit in char.ConvertFromUtf32(codePoints[first]))
                    map.Append(CultureInfo.InvariantCulture, $"{(int)unit:X4}");
                map.Append(">\n");
            }
            map.Append("endbfrange\n");
        }
        map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
        return Encoding.ASCII.GetBytes(map.ToString());
    }

    /// <summary>Runs of characters that follow one another; within a run only the last byte may count on.</summary>
    private static IEnumerable<(int First, int Last)> Ranges(IReadOnlyList<int> codePoints)
    {
        for (var first = 0; first < codePoints.Count;)
        {
            var last = first;
            while (last + 1 < codePoints.Count && codePoints[last + 1] == codePoints[last] + 1
                && (codePoints[last + 1] & 0xFF) != 0)
                last++;
            yield return (first, last);
            first = last + 1;
        }
    }
}
