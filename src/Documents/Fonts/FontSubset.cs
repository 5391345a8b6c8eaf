using System.Buffers.Binary;
using System.Text;

namespace Civic.Documents.Fonts;

/// <summary>
/// A TrueType file with only the glyphs of the given characters. Glyph n + 1 is character n, also where two characters
/// share one drawing, so that text can be read back exactly; components follow, 0 is .notdef.
/// </summary>
internal sealed class FontSubset
{
    private readonly TrueTypeFont _font;
    private readonly List<ushort> _sources = [0];
    private readonly Dictionary<ushort, ushort> _ids = new() { [0] = 0 };

    private FontSubset(TrueTypeFont font) => _font = font;

    public static byte[] Build(TrueTypeFont font, IReadOnlyList<int> codePoints)
    {
        var subset = new FontSubset(font);
        foreach (var codePoint in codePoints)
        {
            if (!font.TryGlyph(codePoint, out var glyph))
                throw new ArgumentException($"The font has no glyph for U+{codePoint:X4}.", nameof(codePoints));
            subset._ids.TryAdd(glyph, (ushort)subset._sources.Count);
            subset._sources.Add(glyph);
        }
        return subset.Write();
    }

    private ushort IdOf(ushort source)
    {
        if (_ids.TryGetValue(source, out var id))
            return id;
        id = (ushort)_sources.Count;
        _sources.Add(source);
        _ids[source] = id;
        return id;
    }

    private byte[] Write()
    {
        using var glyf = new MemoryStream();
        var offsets = new List<int>();
        // The list grows while components are found.
        for (var i = 0; i < _sources.Count; i++)
        {
            offsets.Add((int)glyf.Length);
            glyf.Write(GlyphOutline.Copy(_font.Glyph(_sources[i]), IdOf));
            if (glyf.Length % 2 != 0)
                glyf.WriteByte(0);
        }
        offsets.Add((int)glyf.Length);
        var shortOffsets = glyf.Length < 0x20000;
        return Assemble(
            [
                ("glyf", glyf.ToArray()),
                ("head", Head(shortOffsets)),
                ("hhea", Counted("hhea", 34)),
                ("hmtx", Metrics()),
                ("loca", Locations(offsets, shortOffsets)),
                ("maxp", Counted("maxp", 4)),
            ]);
    }

    private byte[] Head(bool shortOffsets)
    {
        var head = _font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), (short)(shortOffsets ? 0 : 1));
        return head;
    }

    private byte[] Counted(string tag, int at)
    {
        var table = _font.Table(tag).ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(at), (ushort)_sources.Count);
        return table;
    }

    private byte[] Metrics()
    {
        var table = new byte[4 * _sources.Count];
        for (var i = 0; i < _sources.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(4 * i), _font.Advance(_sources[i]));
            BinaryPrimitives.WriteInt16BigEndian(table.AsSpan(4 * i + 2), _font.LeftBearing(_sources[i]));
        }
        return table;
    }

    private static byte[] Locations(List<int> offsets, bool shortOffsets)
    {
        var table = new byte[offsets.Count * (shortOffsets ? 2 : 4)];
        for (var i = 0; i < offsets.Count; i++)
        {
            if (shortOffsets)
                BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(2 * i), (ushort)(offsets[i] / 2));
            else
                BinaryPrimitives.WriteUInt32BigEndian(table.AsSpan(4 * i), (uint)offsets[i]);
        }
        return table;
    }

    private static byte[] Assemble((string Tag, byte[] Data)[] tables)
    {
        var start = 12 + 16 * tables.Length;
        var file = new byte[start + tables.Sum(table => (table.Data.Length + 3) / 4 * 4)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Length);
        // searchRange, entrySelector and rangeShift for six tables.
        foreach (var (at, value) in new[] { (6, 64), (8, 2), (10, 32) })
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at), (ushort)value);
        var (offset, head) = (start, 0);
        for (var i = 0; i < tables.Length; i++)
        {
            var (tag, data) = tables[i];
            data.CopyTo(file.AsSpan(offset));
            var padded = (data.Length + 3) / 4 * 4;
            var entry = file.AsSpan(12 + 16 * i);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Checksum(file.AsSpan(offset, padded)));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)data.Length);
            head = tag == "head" ? offset : head;
            offset += padded;
        }
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), 0xB1B0AFBA - Checksum(file));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (var i = 0; i < data.Length; i += 4)
            sum += BinaryPrimitives.ReadUInt32BigEndian(data[i..]);
        return sum;
    }
}
