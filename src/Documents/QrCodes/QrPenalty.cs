using System.Runtime.CompilerServices;

namespace Civic.Documents.QrCodes;

/// <summary>How badly a masked symbol can be read (ISO/IEC 18004, 7.8.3), two rows and two columns at a time.</summary>
internal static class QrPenalty
{
    /// <param name="modules">Before masking, fenced.</param>
    /// <param name="mask">The modules to turn over.</param>
    /// <param name="enough">From this on it need not be known how much more it is.</param>
    public static int Of(QrModules modules, QrModules mask, int enough)
    {
        var size = modules.Size;
        var (pairs, quads) = (QrLinePair.Twice(QrLines.First(size - 1)), QrLinePair.Twice(QrLines.First(size - 3)));
        var lines = modules.Fenced;
        var turned = mask.Fenced;
        var (penalty, dark) = (0, -QrLines.Fence.InRow);
        // The number of rows is odd, so that the last one is looked at together with the fence.
        for (var i = 1; i <= size && penalty < enough; i += 2)
        {
            var before = QrLinePair.At(lines, i - 1) ^ QrLinePair.At(turned, i - 1);
            var here = QrLinePair.At(lines, i) ^ QrLinePair.At(turned, i);
            penalty += Runs(here, pairs) + Finders(here, quads) + Squares(before, here, pairs);
            dark += here.InRows;
        }
        var total = size * size;
        return penalty + 10 * ((Math.Abs(dark * 20 - total * 10) + total - 1) / total - 1);
    }

    /// <summary>
    /// A run of n modules costs n - 2 from five on: it holds n - 4 places where four neighbours in a row are alike.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Runs(QrLinePair lines, QrLinePair pairs)
    {
        var alike = ~(lines ^ (lines >> 1)) & pairs;
        var four = alike & (alike >> 1);
        four &= four >> 2;
        var ends = four & ~(four << 1);
        return four.InBoth + 2 * ends.InBoth;
    }

    /// <summary>1011101 beside four light modules looks like a finder pattern and costs 40.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Finders(QrLinePair lines, QrLinePair quads)
    {
        var (two, three) = (lines >> 2, lines >> 3);
        var light = ~(lines | (lines >> 1) | two | three) & quads;
        var core = lines & ~(lines >> 1) & two & three & (lines >> 4) & ~(lines >> 5) & (lines >> 6);
        var (after, ahead) = (core & (light >> 7), core & (light << 4));
        return (after | ahead).IsEmpty ? 0 : 40 * (after.InBoth + ahead.InBoth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Squares(QrLinePair upper, QrLinePair lower, QrLinePair pairs)
    {
        var (dark, light) = (upper & lower, ~(upper | lower));
        return 3 * (dark & (dark >> 1) & pairs | light & (light >> 1) & pairs).InRows;
    }
}
