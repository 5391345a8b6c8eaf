using System.Runtime.CompilerServices;

namespace Civic.Documents.QrCodes;

/// <summary>How badly a masked symbol can be read (ISO/IEC 18004, 7.8.3), a line of modules at a time.</summary>
internal static class QrPenalty
{
    /// <param name="modules">Before masking.</param>
    /// <param name="mask">The modules to turn over.</param>
    public static int Of(QrModules modules, QrModules mask)
    {
        var size = modules.Size;
        var (pairs, quads) = (QrLine.First(size - 1), QrLine.First(size - 3));
        var (penalty, dark) = (0, 0);
        var above = default(QrLine);
        for (var i = 0; i < size; i++)
        {
            var row = modules.Rows[i] ^ mask.Rows[i];
            penalty += Line(row, pairs, quads) + Line(modules.Columns[i] ^ mask.Columns[i], pairs, quads);
            dark += row.Count;
            if (i > 0)
                penalty += Squares(above, row, pairs);
            above = row;
        }
        var total = size * size;
        return penalty + 10 * ((Math.Abs(dark * 20 - total * 10) + total - 1) / total - 1);
    }

    /// <summary>
    /// A run of n modules costs n - 2 from five on: it holds n - 4 places where four neighbours in a row are alike.
    /// 1011101 beside four light modules looks like a finder pattern and costs 40.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Line(QrLine line, QrLine pairs, QrLine quads)
    {
        var (one, two, three) = (line >> 1, line >> 2, line >> 3);
        var alike = ~(line ^ one) & pairs;
        var four = alike & (alike >> 1);
        four &= four >> 2;
        var runs = four & ~(four << 1);
        var light = ~line & ~one & ~two & ~three & quads;
        var core = line & ~one & two & three & (line >> 4) & ~(line >> 5) & (line >> 6);
        return four.Count + 2 * runs.Count + 40 * ((core & (light >> 7)).Count + (core & (light << 4)).Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Squares(QrLine upper, QrLine lower, QrLine pairs)
    {
        var (dark, light) = (upper & lower, ~upper & ~lower);
        return 3 * ((dark & (dark >> 1) & pairs).Count + (light & (light >> 1) & pairs).Count);
    }
}
