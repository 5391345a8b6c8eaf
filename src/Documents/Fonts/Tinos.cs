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

    /// <summary>
    /// The letters of Vietnamese (ASCII, the older blocks, then U+1EA0 to U+1EF9), digits, and the signs that official
    /// documents use: fewer than the 256 that codes of one byte tell apart. What lies outside makes a subset of its
    /// own, so each sign more here is carried by every file.
    /// </summary>
    public static readonly int[] PresetCharacters =
    [
        .. Enumerable.Range(0x20, 0x5F).Except("#$&*<>@\\^_`{|}~".Select(c => (int)c)),
        .. "\u00A0ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư".Select(c => (int)c),
        .. Enumerable.Range(0x1EA0, 0x5A),
        .. "–—‘’“”•…₫".Select(c => (int)c),
    ];

    private readonly byte[] _codes = new byte[0x2300];
    private readonly ushort[] _widths;
    private readonly Lazy<FontProgram> _preset;

    private Tinos(FontFace face)
    {
        Font = new TrueTypeFont(Load(face));
        _widths = new ushort[PresetCharacters.Length + 1];
        for (var i = 0; i < PresetCharacters.Length; i++)
        {
            _codes[PresetCharacters[i]] = (byte)(i + 1);
            _widths[i + 1] = (ushort)FontProgram.WidthOf(Font, PresetCharacters[i]);
        }
        _preset = new(() => new FontProgram(Font, face, PresetCharacters, CompressionLevel.SmallestSize));
    }

    public TrueTypeFont Font { get; }

    public FontProgram Preset => _preset.Value;

    public static Tinos Of(FontFace face) => Faces[(int)face].Value;

    /// <returns>The code in the preset subset, 0 where it has none.</returns>
    public byte PresetCode(int codePoint) => codePoint < _codes.Length ? _codes[codePoint] : (byte)0;

    public ushort PresetWidth(byte code) => _widths[code];

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
