using System.Buffers.Binary;

namespace Civic.Documents.Fonts;

/// <summary>
/// Copies one glyph description without its instructions. Vietnamese letters are composite glyphs: their components
/// are named by glyph id, so the ids are rewritten and the components pulled in (OpenType 1.9, glyf).
/// </summary>
internal static class GlyphOutline
{
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int HasXyScale = 0x0040;
    private const int HasMatrix = 0x0080;
    private const int HasInstructions = 0x0100;

    public static byte[] Copy(ReadOnlySpan<byte> glyph, Func<ushort, ushort> newId)
    {
        if (glyph.IsEmpty)
            return [];
        var contours = BinaryPrimitives.ReadInt16BigEndian(glyph);
        return contours >= 0 ? Simple(glyph, contours) : Composite(glyph, newId);
    }

    private static byte[] Simple(ReadOnlySpan<byte> glyph, int contours)
    {
        var lengthAt = 10 + 2 * contours;
        var instructions = BinaryPrimitives.ReadUInt16BigEndian(glyph[lengthAt..]);
        return [.. glyph[..lengthAt], 0, 0, .. glyph[(lengthAt + 2 + instructions)..]];
    }

    private static byte[] Composite(ReadOnlySpan<byte> glyph, Func<ushort, ushort> newId)
    {
        var copy = glyph.ToArray();
        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(glyph[at..]);
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at), (ushort)(flags & ~HasInstructions));
            var component = BinaryPrimitives.ReadUInt16BigEndian(glyph[(at + 2)..]);
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 2), newId(component));
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasXyScale) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
        while ((flags & MoreComponents) != 0);
        return copy[..at];
    }
}
