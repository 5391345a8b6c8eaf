using System.Runtime.CompilerServices;

namespace Civic.Documents.QrCodes;

/// <summary>How badly a masked symbol can be read (ISO/IEC 18004, 7.8.3), a row and a column at a time.</summary>
internal static class QrPenalty
{
    /// <param name="modules">Before masking.</param>
    /// <param name="mask">The modules to turn over.</param>
    public static int Of(QrModules modules, QrModules mask)
    {
        var size = modules.Size;
        var (pairs, quads) = (QrLines.First(size - 1), QrLines.First(size - 3));
        var (penalty, dark) = (0, 0);
        var before = default(QrLines);
        for (var i = 0; i < size; i++)
        {
            var lines = modules.Lines[i] ^ mask.Lines[i];
            penalty += Runs(lines, pairs) + Finders(lines, quads);
            dark += lines.InRow;
            if (i > 0)
                penalty += Squares(before, lines, pairs);
            before = lines;
        }
        var total = size * size;
        return penalty + 10 * ((Math.Abs(dark * 20 - total * 10) + total - 1) / total - 1);
    }

    /// <summary>
    /// A run of n modules costs n - 2 from five on: it holds n - 4 places where four neighbours in a row are alike.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Runs(QrLines lines, QrLines pairs)
    {
        var alike = ~(lines ^ (lines >> 1)) & pairs;
        var four = alike & (alike >> 1);
        four &= four >> 2;
        var ends = four & ~(four << 1);
        return four.InBoth + 2 * ends.InBoth;
    }

    /// <summary>1011101 beside four light modules looks like a finder pattern and costs 40.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Finders(QrLines lines, QrLines quads)
    {
        var (two, three) = (lines >> 2, lines >> 3);
        var light = ~(lines | (lines >> 1) | two | three) & quads;
        var core = lines & ~(lines >> 1) & two & three & (lines >> 4) & ~(lines >> 5) & (lines >> 6);
        var (after, ahead) = (core & (light >> 7), core & (light << 4));
        return (after | ahead).IsEmpty ? 0 : 40 * (after.InBoth + ahead.InBoth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Squares(QrLines upper, QrLines lower, QrLines pairs)
    {
        var (dark, light) = (upper & lower, ~(upper | lower));
        return 3 * (dark & (dark >> 1) & pairs | light & (light >> 1) & pairs).InRow;
    }
}
