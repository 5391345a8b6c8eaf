using System.Runtime.InteropServices;

namespace Civic.Documents.QrCodes;

/// <summary>Where a module's bit stands among the rows' words and among the columns' words.</summary>
internal readonly record struct QrPlace(ushort RowWord, byte RowBit, ushort ColumnWord, byte ColumnBit);

/// <summary>A square of modules, kept by rows and by columns, so that both are looked at in the same way.</summary>
internal sealed class QrModules(int size)
{
    private const int WordsInLine = 4;

    private readonly QrLine[] _rows = new QrLine[size];
    private readonly QrLine[] _columns = new QrLine[size];

    public int Size => size;
    public ReadOnlySpan<QrLine> Rows => _rows;
    public ReadOnlySpan<QrLine> Columns => _columns;

    public bool this[int x, int y]
    {
        get => (Words(_rows)[WordsInLine * y + (x >> 6)] >> (x & 63) & 1) != 0;
        set
        {
            Set(ref Words(_rows)[WordsInLine * y + (x >> 6)], x, value);
            Set(ref Words(_columns)[WordsInLine * x + (y >> 6)], y, value);
        }
    }

    public static QrPlace PlaceOf(int x, int y) => new(
        (ushort)(WordsInLine * y + (x >> 6)), (byte)(x & 63), (ushort)(WordsInLine * x + (y >> 6)), (byte)(y & 63));

    /// <summary>Makes dark the modules whose bit is set, bit after bit from each byte's highest.</summary>
    public void Darken(ReadOnlySpan<byte> bits, ReadOnlySpan<QrPlace> places)
    {
        var rows = Words(_rows);
        var columns = Words(_columns);
        for (var i = 0; i < 8 * bits.Length; i++)
        {
            var bit = (ulong)(bits[i >> 3] >> (7 - (i & 7)) & 1);
            var place = places[i];
            rows[place.RowWord] |= bit << place.RowBit;
            columns[place.ColumnWord] |= bit << place.ColumnBit;
        }
    }

    public QrModules Copy()
    {
        var copy = new QrModules(size);
        _rows.CopyTo(copy._rows, 0);
        _columns.CopyTo(copy._columns, 0);
        return copy;
    }

    public QrModules Turned(QrModules mask)
    {
        var turned = new QrModules(size);
        for (var i = 0; i < size; i++)
        {
            turned._rows[i] = _rows[i] ^ mask._rows[i];
            turned._columns[i] = _columns[i] ^ mask._columns[i];
        }
        return turned;
    }

    /// <summary>The modules of a row, the first in the highest bit of the first byte, filled up with light.</summary>
    public void CopyRow(int y, Span<byte> target)
    {
        var words = Words(_rows).Slice(WordsInLine * y, WordsInLine);
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
        var one = 1UL << (bit & 63);
        word = value ? word | one : word & ~one;
    }

    private static Span<ulong> Words(QrLine[] lines) => MemoryMarshal.Cast<QrLine, ulong>(lines.AsSpan());
}
