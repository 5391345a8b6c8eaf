using System.Runtime.InteropServices;

namespace Civic.Documents.QrCodes;

/// <summary>Where a module's bit stands in its row and in its column.</summary>
internal readonly record struct QrPlace(ushort RowWord, byte RowBit, ushort ColumnWord, byte ColumnBit);

/// <summary>A square of modules, kept by rows and by columns, so that both are looked at in the same way.</summary>
internal sealed class QrModules(int size)
{
    private const int WordsInLines = 4;

    private readonly QrLines[] _lines = new QrLines[size];

    public int Size => size;
    public ReadOnlySpan<QrLines> Lines => _lines;

    private Span<ulong> Words => MemoryMarshal.Cast<QrLines, ulong>(_lines.AsSpan());

    public static QrPlace PlaceOf(int x, int y) => new(
        (ushort)(WordsInLines * y + (x >> 6)), (byte)(x & 63),
        (ushort)(WordsInLines * x + 2 + (y >> 6)), (byte)(y & 63));

    public void Set(int x, int y, bool dark)
    {
        var place = PlaceOf(x, y);
        Set(ref Words[place.RowWord], place.RowBit, dark);
        Set(ref Words[place.ColumnWord], place.ColumnBit, dark);
    }

    /// <summary>Makes dark the modules whose bit is set, bit after bit from each byte's highest.</summary>
    public void Darken(ReadOnlySpan<byte> bits, ReadOnlySpan<QrPlace> places)
    {
        var words = Words;
        for (var i = 0; i < 8 * bits.Length; i++)
        {
            var bit = (ulong)(bits[i >> 3] >> (7 - (i & 7)) & 1);
            var place = places[i];
            words[place.RowWord] |= bit << place.RowBit;
            words[place.ColumnWord] |= bit << place.ColumnBit;
        }
    }

    public QrModules Copy()
    {
        var copy = new QrModules(size);
        _lines.CopyTo(copy._lines, 0);
        return copy;
    }

    /// <summary>Turns over the modules that are dark in the mask.</summary>
    public void Turn(QrModules mask)
    {
        for (var i = 0; i < size; i++)
            _lines[i] ^= mask._lines[i];
    }

    /// <summary>The modules of a row, the first in the highest bit of the first byte, filled up with light.</summary>
    public void CopyRow(int y, Span<byte> target)
    {
        var words = Words[(WordsInLines * y)..];
        for (var i = 0; i < target.Length; i++)
            target[i] = Reversed((byte)(words[i >> 3] >> (8 * (i & 7))));
    }

    private static byte Reversed(byte value)
    {
        var halves = (value & 0x0F) << 4 | value >> 4;
        var pairs = (halves & 0x33) << 2 | (halves >> 2 & 0x33);
        return (byte)((pairs & 0x55) << 1 | (pairs >> 1 & 0x55));
    }

    private static void Set(ref ulong word, int bit, bool value)
    {
        var one = 1UL << bit;
        word = value ? word | one : word & ~one;
    }
}
