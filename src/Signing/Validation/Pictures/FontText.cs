using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Validation.Pictures;

/// <summary>What a font's strings mean (ISO 32000-1, 9.10.2): by its ToUnicode map, else as Latin-1.</summary>
internal sealed partial class FontText
{
    internal static readonly FontText Latin = new(1, []);

    private const int MaxRange = 65536;

    private readonly Dictionary<int, string> _map;
    private readonly int _width;

    private FontText(int width, Dictionary<int, string> map) => (_width, _map) = (width, map);

    internal static FontText Of(PdfFile file, PdfDictionary font)
    {
        var width = font.IsName("Subtype", "Type0") ? WidthOfCodes(file, font) : 1;
        return file.Find<PdfStream>(font, "ToUnicode") is { } stream && file.TryDecode(stream, out var data, out _)
            ? new FontText(width, Read(Encoding.Latin1.GetString(data)))
            : new FontText(width, []);
    }

    /// <summary>Of a composite font: two bytes, unless its own character map has a shorter code space.</summary>
    private static int WidthOfCodes(PdfFile file, PdfDictionary font) =>
        file.Find<PdfStream>(font, "Encoding") is { } stream && file.TryDecode(stream, out var data, out _)
        && CodeSpace().Match(Encoding.Latin1.GetString(data)) is { Success: true } first
        && first.Groups[1].Length == 2 ? 1 : 2;

    internal string Of(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var i = 0; i + _width <= bytes.Length; i += _width)
        {
            var code = _width == 2 ? (bytes[i] << 8) | bytes[i + 1] : bytes[i];
            var other = _width == 1 ? (char)code : '\uFFFD';
            text.Append(_map.TryGetValue(code, out var known) ? known : other.ToString());
        }

        return text.ToString();
    }

    private static Dictionary<int, string> Read(string map)
    {
        var codes = new Dictionary<int, string>();
        foreach (Match section in Sections().Matches(map))
        {
            var isRange = section.Groups[1].Value == "bfrange";
            foreach (Match line in (isRange ? Ranges() : Characters()).Matches(section.Groups[2].Value))
            {
                var (first, last) = (Number(line.Groups[1].Value), Number(line.Groups[isRange ? 2 : 1].Value));
                var text = Unicode(line.Groups[isRange ? 3 : 2].Value);
                for (var code = first; code <= last && code - first < MaxRange && text.Length > 0; code++)
                {
                    codes[code] = text[..^1] + (char)(text[^1] + (code - first));
                }
            }
        }

        return codes;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Unicode(string digits) =>
        digits.Length % 4 == 0 ? Encoding.BigEndianUnicode.GetString(Convert.FromHexString(digits)) : "";

    [GeneratedRegex(@"begincodespacerange\s*<([0-9A-Fa-f]+)>", RegexOptions.None, 1000)]
    private static partial Regex CodeSpace();

    [GeneratedRegex(@"begin(bfchar|bfrange)(.*?)end\1", RegexOptions.Singleline, 1000)]
    private static partial Regex Sections();

    [GeneratedRegex(@"<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]+)>", RegexOptions.None, 1000)]
    private static partial Regex Characters();

    [GeneratedRegex(@"<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]+)>", RegexOptions.None, 1000)]
    private static partial Regex Ranges();
}
