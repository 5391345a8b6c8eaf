using System.IO.Compression;
using System.Text;

namespace Civic.Documents.Fonts;

/// <summary>
/// The embedded faces, parsed once a process, each with one preset subset that is compressed once and reused: all
/// that Vietnamese official documents usually write.
/// </summary>
internal sealed class Tinos
{
    private static readonly Lazy<Tinos>[] Faces =
        [.. Enum.GetValues<FontFace>().Select(face => new Lazy<Tinos>(() => new Tinos(face)))];

    /// <summary>Ă, Đ, Ĩ, Ũ, Ơ, Ư of the older blocks, then the Vietnamese block U+1EA0 to U+1EF9 and signs.</summary>
    public static readonly int[] PresetCharacters =
    [
        .. Enumerable.Range(0x20, 0x5F),
        .. Enumerable.Range(0xA0, 0x60),
        0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0,
        .. Enumerable.Range(0x1EA0, 0x5A),
        0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033,
        0x2039, 0x203A, 0x20AB, 0x20AC, 0x2116, 0x2122, 0x2212, 0x2260, 0x2264, 0x2265,
    ];

    private readonly ushort[] _codes = new ushort[0x2300];
    private readonly ushort[] _widths;
    private readonly Lazy<FontProgram> _preset;

    private Tinos(FontFace face)
    {
        Font = new TrueTypeFont(Load(face));
        _widths = new ushort[PresetCharacters.Length + 1];
        for (var i = 0; i < PresetCharacters.Length; i++)
        {
            _codes[PresetCharacters[i]] = (ushort)(i + 1);
            _widths[i + 1] = (ushort)FontProgram.WidthOf(Font, PresetCharacters[i]);
        }
        _preset = new(() => new FontProgram(Font, face, PresetCharacters, CompressionLevel.SmallestSize));
    }

    public TrueTypeFont Font { get; }

    public FontProgram Preset => _preset.Value;

    public static Tinos Of(FontFace face) => Faces[(int)face].Value;

    /// <returns>The code in the preset subset, 0 where it has none.</returns>
    public ushort PresetCode(int codePoint) => codePoint < _codes.Length ? _codes[codePoint] : (ushort)0;

    public ushort PresetWidth(ushort code) => _widths[code];

    private static byte[] Load(FontFace face)
    {
        var name = $"Tinos-{face}.ttf";
        using var stream = typeof(Tinos).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not in the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
