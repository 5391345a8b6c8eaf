using System.Runtime.InteropServices;

namespace Civic.Documents.QrCodes;

/// <summary>Where a module's bit stands in its row, or in its column.</summary>
internal readonly record struct QrPlace(ushort Word, byte Bit);

/// <summary>A square of modules, kept by rows and by columns, so that both are looked at in the same way.</summary>
internal sealed class QrModules(int size)
{
    private const int WordsInLines = 4;

    private readonly QrLines[] _lines = new QrLines[size];

    public int Size => size;
    public ReadOnlySpan<QrLines> Lines => _lines;

    private Span<ulong> Words => MemoryMarshal.Cast<QrLines, ulong>(_lines.AsSpan());

    /// <summary>Of a module in its row.</summary>
    public static QrPlace PlaceOf(int x, int y) => new((ushort)(WordsInLines * y + (x >> 6)), (byte)(x & 63));

    public void Set(int x, int y, bool dark)
    {
        Set(PlaceOf(x, y), dark);
        Set(new((ushort)(WordsInLines * x + 2 + (y >> 6)), (byte)(y & 63)), dark);
    }

    /// <summary>Makes dark the modules whose bit is set, bit after bit from each byte's highest.</summary>
    public void Darken(ReadOnlySpan<byte> bits, ReadOnlySpan<QrPlace> places)
    {
        var words = Words;
        for (var i = 0; i < bits.Length; i++)
        {
            // Most of the work of a symbol: one store a module, the columns are read off the rows afterwards.
            var here = places.Slice(8 * i, 8);
            for (var bit = 0; bit < here.Length; bit++)
                words[here[bit].Word] |= ((ulong)bits[i] >> (7 - bit) & 1) << here[bit].Bit;
        }
        ReadColumns();
    }

    /// <summary>Column x is the bits x of all rows: the square turned over its diagonal, 64 by 64 at a time.</summary>
    private void ReadColumns()
    {
        Span<ulong> block = stackalloc ulong[64];
        var words = Words;
        for (var across = 0; across < size; across += 64)
        {
            for (var down = 0; down < size; down += 64)
            {
                for (var i = 0; i < block.Length; i++)
                    block[i] = down + i < size ? words[WordsInLines * (down + i) + (across >> 6)] : 0;
                Transpose(block);
                for (var i = 0; i < block.Length && across + i < size; i++)
                    words[WordsInLines * (across + i) + 2 + (down >> 6)] = block[i];
            }
        }
    }

    /// <summary>Exchanges halves, then halves of the halves, down to single bits: bit c of word r becomes bit r of
    /// word c.</summary>
    private static void Transpose(Span<ulong> block)
    {
        var mask = 0x00000000FFFFFFFFUL;
        for (var half = 32; half > 0; half >>= 1, mask ^= mask << half)
        {
            for (var i = 0; i < block.Length; i = (i + half + 1) & ~half)
            {
                var moved = (block[i] >> half ^ block[i + half]) & mask;
                block[i + half] ^= moved;
                block[i] ^= moved << half;
            }
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

    private void Set(QrPlace place, bool dark)
    {
        var one = 1UL << place.Bit;
        ref var word = ref Words[place.Word];
        word = dark ? word | one : word & ~one;
    }
}
