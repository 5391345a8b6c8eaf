using System.Runtime.InteropServices;

namespace Civic.Documents.QrCodes;

/// <summary>A square of modules, kept by rows and by columns, so that both are looked at in the same way.</summary>
internal sealed class QrModules(int size)
{
    private const int WordsInLines = 4;

    /// <summary>With a place before the first and one after the last.</summary>
    private readonly QrLines[] _lines = new QrLines[size + 2];

    public int Size => size;
    public ReadOnlySpan<QrLines> Fenced => _lines;

    private Span<ulong> Words => MemoryMarshal.Cast<QrLines, ulong>(_lines.AsSpan(1, size));

    /// <summary>Puts the fence around what is written on.</summary>
    public void Fence() => (_lines[0], _lines[^1]) = (QrLines.Fence, QrLines.Fence);

    public void Set(int x, int y, bool dark)
    {
        Put(WordsInLines * y + (x >> 6), x & 63, dark);
        Put(WordsInLines * x + 2 + (y >> 6), y & 63, dark);
    }

    /// <param name="row">The first of so many, whose modules are light.</param>
    /// <param name="bits">The first row's lowest; a set one is dark.</param>
    public void FillColumn(int column, int row, ulong bits, int count)
    {
        var words = Words.Slice(WordsInLines * column + 2 + (row >> 6));
        words[0] |= bits << (row & 63);
        if ((row & 63) + count > 64)
            words[1] |= bits >> (64 - (row & 63));
    }

    /// <summary>
    /// Makes the rows those of the columns. Row y is the bits y of all columns: the square turned over its diagonal, 64
    /// by 64 at a time.
    /// </summary>
    public void ReadRows()
    {
        Span<ulong> block = stackalloc ulong[64];
        var words = Words;
        for (var across = 0; across < size; across += 64)
        {
            for (var down = 0; down < size; down += 64)
            {
                for (var i = 0; i < block.Length; i++)
                    block[i] = down + i < size ? words[WordsInLines * (down + i) + 2 + (across >> 6)] : 0;
                Transpose(block);
                for (var i = 0; i < block.Length && across + i < size; i++)
                    words[WordsInLines * (across + i) + (down >> 6)] = block[i];
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
        for (var i = 0; i < _lines.Length; i++)
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

    private void Put(int place, int bit, bool dark)
    {
        var one = 1UL << bit;
        ref var word = ref Words[place];
        word = dark ? word | one : word & ~one;
    }
}
