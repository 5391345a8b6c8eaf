using System.Collections.Concurrent;
using System.IO.Compression;
using Civic.Documents.Fonts;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>A seal's text in a font of just its own characters.</summary>
internal sealed class SealText
{
    private const int CachedFonts = 64;

    // One agency's seal needs the same letters and digits every time.
    private static readonly ConcurrentDictionary<string, FontProgram> Programs = new(StringComparer.Ordinal);

    private readonly string _ring;
    private readonly string[] _captions;
    private readonly string _characters;

    public SealText(string ring, params string[] captions)
    {
        (_ring, _captions) = (ring, captions);
        var distinct = (ring + string.Concat(captions) + "0123456789/:+- ").Distinct().Order().ToArray();
        _characters = new string(distinct);
        if (Programs.Count > CachedFonts)
            Programs.Clear();
        Program = Programs.GetOrAdd(_characters, static characters => new FontProgram(Tinos.Of(FontFace.Bold).Font,
            FontFace.Bold, [.. characters.Select(c => (int)c)], CompressionLevel.Optimal));
    }

    public FontProgram Program { get; }

    /// <summary>Along the circle, clockwise over the top, smaller where it would not fit into seven eighths.</summary>
    public void Ring(PdfBuffer content, double x, double y, double radius, double size)
    {
        var room = 2 * Math.PI * radius * 0.80;
        size = Math.Min(size, size * room / Width(_ring, size));
        var spacing = Math.Min(size * 0.12, (room - Width(_ring, size)) / Math.Max(1, _ring.Length));
        var total = Width(_ring, size) + spacing * (_ring.Length - 1);
        var angle = Math.PI / 2 + total / radius / 2;
        content.Raw("BT /F0 "u8).Number(size).Raw(" Tf\n"u8);
        foreach (var c in _ring)
        {
            var advance = Width(c, size);
            var middle = angle - advance / radius / 2;
            // The letter stands upright at its middle: turned by the angle of the tangent there.
            var (cos, sin) = (Math.Sin(middle), -Math.Cos(middle));
            var (left, bottom) = (x + radius * Math.Cos(middle) - cos * advance / 2,
                y + radius * Math.Sin(middle) - sin * advance / 2);
            content.Numbers(cos, sin, -sin, cos, left, bottom).Raw("Tm ("u8).Literal([Code(c)]).Raw(") Tj\n"u8);
            angle -= (advance + spacing) / radius;
        }
        content.Raw("ET\n"u8);
    }

    /// <summary>Centred at the bottom, the last one lowest.</summary>
    public void Captions(PdfBuffer content, double width, double size)
    {
        var baseline = size * 0.3 + size * 1.25 * (_captions.Length - 1);
        content.Raw("BT\n"u8);
        foreach (var caption in _captions)
        {
            var fitted = Math.Min(size, size * width / Width(caption, size));
            content.Raw("/F0 "u8).Number(fitted).Raw(" Tf 1 0 0 1 "u8).Number((width - Width(caption, fitted)) / 2)
                .Raw(" "u8).Number(baseline).Raw(" Tm ("u8)
                .Literal([.. caption.Select(Code)]).Raw(") Tj\n"u8);
            baseline -= size * 1.25;
        }
        content.Raw("ET\n"u8);
    }

    private byte Code(char c) => (byte)(_characters.IndexOf(c, StringComparison.Ordinal) + 1);

    private static double Width(string text, double size) => text.Sum(c => Width(c, size));

    private static double Width(char c, double size) =>
        FontProgram.WidthOf(Tinos.Of(FontFace.Bold).Font, c) * size / 1000;
}
