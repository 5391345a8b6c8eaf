using System.Buffers.Binary;

namespace Civic.Documents.Fonts;

/// <summary>The Unicode sub-tables of cmap: format 12 (whole of Unicode) before format 4 (first plane).</summary>
internal static class CharacterMap
{
    public static Dictionary<int, ushort> Read(ReadOnlySpan<byte> data, int cmap)
    {
        var table = data[cmap..];
        int? four = null;
        for (var i = 0; i < UInt16(table, 2); i++)
        {
            var record = 4 + 8 * i;
            var (platform, encoding) = (UInt16(table, record), UInt16(table, record + 2));
            var offset = (int)BinaryPrimitives.ReadUInt32BigEndian(table[(record + 4)..]);
            var format = UInt16(table, offset);
            if (format == 12)
                return Format12(table[offset..]);
            if (format == 4 && (platform == 0 || (platform, encoding) == (3, 1)))
                four = offset;
        }
        return four is { } at ? Format4(table[at..]) : throw new InvalidDataException("The font has no Unicode cmap.");
    }

    private static Dictionary<int, ushort> Format12(ReadOnlySpan<byte> table)
    {
        var map = new Dictionary<int, ushort>();
        var groups = (int)BinaryPrimitives.ReadUInt32BigEndian(table[12..]);
        for (var i = 0; i < groups; i++)
        {
            var group = table[(16 + 12 * i)..];
            var first = (int)BinaryPrimitives.ReadUInt32BigEndian(group);
            var last = (int)BinaryPrimitives.ReadUInt32BigEndian(group[4..]);
            var glyph = (int)BinaryPrimitives.ReadUInt32BigEndian(group[8..]);
            for (var code = first; code <= last; code++)
                map[code] = (ushort)(glyph + code - first);
        }
        return map;
    }

    private static Dictionary<int, ushort> Format4(ReadOnlySpan<byte> table)
    {
        var map = new Dictionary<int, ushort>();
        int doubled = UInt16(table, 6);
        for (var i = 0; i < doubled; i += 2)
        {
            int last = UInt16(table, 14 + i), first = UInt16(table, 16 + doubled + i);
            int delta = UInt16(table, 16 + 2 * doubled + i), rangeAt = 16 + 3 * doubled + i;
            int range = UInt16(table, rangeAt);
            for (var code = first; code <= last && code < 0xFFFF; code++)
            {
                var glyph = range == 0 ? code : UInt16(table, rangeAt + range + 2 * (code - first));
                if (range == 0 || glyph != 0)
                    map[code] = (ushort)(glyph + delta);
            }
        }
        return map;
    }

    private static ushort UInt16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
}
