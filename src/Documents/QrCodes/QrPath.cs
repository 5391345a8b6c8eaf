using System.Buffers.Binary;

namespace Civic.Documents.QrCodes;

/// <summary>
/// The way on which the bits fill the data modules (ISO/IEC 18004, 7.7.3), as stretches that are filled at once: two
/// columns in turn, row by row, or one of them where the other is taken by a fixed pattern.
/// </summary>
internal sealed class QrPath
{
    /// <summary>As many rows of two modules as come out of one word with up to seven bits before them.</summary>
    private const int LongestStretch = 28;

    private readonly List<Stretch> _stretches = [];

    /// <param name="order">The data modules in the order in which the bits fill them.</param>
    public QrPath(IReadOnlyList<(int X, int Y)> order)
    {
        var at = 0;
        while (at < order.Count)
        {
            var (width, rows, step) = (WidthAt(order, at), 1, 0);
            var (x, y) = order[at];
            while (rows < LongestStretch && at + rows * width < order.Count
                && order[at + rows * width] is var (nextX, nextY) && nextX == x
                && WidthAt(order, at + rows * width) == width
                && nextY - y is var down && (rows == 1 ? Math.Abs(down) == 1 : down == rows * step))
            {
                step = rows == 1 ? down : step;
                rows++;
            }
            _stretches.Add(new(x, step < 0 ? y - rows + 1 : y, rows, width == 2, step < 0));
            at += rows * width;
        }
    }

    /// <param name="modules">The data modules are light.</param>
    /// <param name="bits">From each byte's highest on; where they end, what is left stays light.</param>
    public void Fill(QrModules modules, ReadOnlySpan<byte> bits)
    {
        Span<byte> padded = stackalloc byte[bits.Length + 16];
        padded[bits.Length..].Clear();
        bits.CopyTo(padded);
        var at = 0;
        foreach (var (column, row, rows, isPair, isUpward) in _stretches)
        {
            var count = isPair ? 2 * rows : rows;
            var word = BinaryPrimitives.ReadUInt64BigEndian(padded[(at >> 3)..]) << (at & 7) >> (64 - count);
            at += count;
            if (isPair)
            {
                modules.FillColumn(column, row, Turned(EveryOther(word >> 1), rows, isUpward), rows);
                modules.FillColumn(column - 1, row, Turned(EveryOther(word), rows, isUpward), rows);
            }
            else
            {
                modules.FillColumn(column, row, Turned(word, rows, isUpward), rows);
            }
        }
    }

    /// <summary>2 where a row's both modules follow each other.</summary>
    private static int WidthAt(IReadOnlyList<(int X, int Y)> order, int at) =>
        at + 1 < order.Count && order[at + 1] == (order[at].X - 1, order[at].Y) ? 2 : 1;

    /// <summary>The first bit is the highest, and so is the first row of a stretch upwards, counted by y.</summary>
    private static ulong Turned(ulong bits, int count, bool isUpward)
    {
        if (isUpward)
            return bits;
        bits = (bits >> 1 & 0x5555555555555555) | (bits & 0x5555555555555555) << 1;
        bits = (bits >> 2 & 0x3333333333333333) | (bits & 0x3333333333333333) << 2;
        bits = (bits >> 4 & 0x0F0F0F0F0F0F0F0F) | (bits & 0x0F0F0F0F0F0F0F0F) << 4;
        return BinaryPrimitives.ReverseEndianness(bits) >> (64 - count);
    }

    /// <summary>Bits 0, 2, 4 ... moved together.</summary>
    private static ulong EveryOther(ulong bits)
    {
        bits &= 0x5555555555555555;
        bits = (bits | bits >> 1) & 0x3333333333333333;
        bits = (bits | bits >> 2) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits >> 4) & 0x00FF00FF00FF00FF;
        bits = (bits | bits >> 8) & 0x0000FFFF0000FFFF;
        return (bits | bits >> 16) & 0x00000000FFFFFFFF;
    }

    /// <param name="Column">The right one of two.</param>
    /// <param name="Row">The one with the least y.</param>
    private readonly record struct Stretch(int Column, int Row, int Rows, bool IsPair, bool IsUpward);
}
