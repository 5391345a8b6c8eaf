using System.Buffers.Binary;
using System.Text;

namespace Civic.Documents.Fonts;

/// <summary>The tables of a TrueType file that embedding needs (OpenType 1.9).</summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly bool _longOffsets;
    private readonly int _longMetrics;
    private readonly int _glyf;
    private readonly int _loca;
    private readonly int _hmtx;
    private readonly Dictionary<int, ushort> _glyphs;

    public TrueTypeFont(byte[] data)
    {
        _data = data;
        for (var i = 0; i < UInt16(4); i++)
        {
            var at = 12 + 16 * i;
            _tables[Encoding.ASCII.GetString(data, at, 4)] = ((int)UInt32(at + 8), (int)UInt32(at + 12));
        }
        var head = Offset("head");
        UnitsPerEm = UInt16(head + 18);
        _longOffsets = Int16(head + 50) == 1;
        BoundingBox = [Int16(head + 36), Int16(head + 38), Int16(head + 40), Int16(head + 42)];
        var hhea = Offset("hhea");
        Ascent = Int16(hhea + 4);
        Descent = Int16(hhea + 6);
        _longMetrics = UInt16(hhea + 34);
        GlyphCount = UInt16(Offset("maxp") + 4);
        CapHeight = Int16(Offset("OS/2") + 88);
        ItalicAngle = Int16(Offset("post") + 4);
        (_glyf, _loca, _hmtx) = (Offset("glyf"), Offset("loca"), Offset("hmtx"));
        _glyphs = CharacterMap.Read(data, Offset("cmap"));
    }

    public int UnitsPerEm { get; }
    public int GlyphCount { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public int CapHeight { get; }
    public int ItalicAngle { get; }
    public int[] BoundingBox { get; }

    public bool TryGlyph(int codePoint, out ushort glyph) => _glyphs.TryGetValue(codePoint, out glyph) && glyph != 0;

    public ReadOnlySpan<byte> Table(string tag) => _data.AsSpan(Offset(tag), _tables[tag].Length);

    public ushort Advance(int glyph) => UInt16(_hmtx + 4 * Math.Min(glyph, _longMetrics - 1));

    public short LeftBearing(int glyph) => glyph < _longMetrics
        ? Int16(_hmtx + 4 * glyph + 2)
        : Int16(_hmtx + 4 * _longMetrics + 2 * (glyph - _longMetrics));

    public ReadOnlySpan<byte> Glyph(int glyph)
    {
        var start = GlyphOffset(glyph);
        return _data.AsSpan(_glyf + start, GlyphOffset(glyph + 1) - start);
    }

    public int Thousandths(int units) => (int)Math.Round(units * 1000.0 / UnitsPerEm, MidpointRounding.AwayFromZero);

    private int GlyphOffset(int glyph) => _longOffsets ? (int)UInt32(_loca + 4 * glyph) : 2 * UInt16(_loca + 2 * glyph);

    private int Offset(string tag) => _tables[tag].Offset;

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));

    private short Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at));
}
