using System.Text;

namespace Civic.Signing.Statements.Qr;

/// <summary>
/// Reads a QR symbol (ISO/IEC 18004) whose modules are known exactly, as a PDF holds them: there is nothing to be found
/// or corrected. Only the kind that documents here carry is read: error correction level M, byte mode, UTF-8, up to
/// version 27. What was misread fails at the signature of the statement.
/// </summary>
internal sealed class QrSymbol
{
    internal const int LargestVersion = 27;

    /// <summary>Of level M, from version 1 on (table 9).</summary>
    private static ReadOnlySpan<byte> CorrectionPerBlock =>
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28,
    ];

    /// <summary>Of level M, from version 1 on (table 9).</summary>
    private static ReadOnlySpan<byte> Blocks =>
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25,
    ];

    private readonly Func<int, int, bool> _isDark;
    private readonly int _size;
    private readonly int _version;
    private readonly int[] _alignments;

    private QrSymbol(int size, Func<int, int, bool> isDark)
    {
        (_size, _isDark, _version) = (size, isDark, (size - 17) / 4);
        _alignments = AlignmentsOf(_version, size);
    }

    /// <param name="size">Modules on a side.</param>
    /// <param name="isDark">By column and row.</param>
    /// <returns>Null where it is no symbol of this kind.</returns>
    internal static string? Read(int size, Func<int, int, bool> isDark)
    {
        if (size < 21 || size > 17 + (4 * LargestVersion) || (size - 17) % 4 != 0)
        {
            return null;
        }

        var symbol = new QrSymbol(size, isDark);
        return symbol.Mask() is { } mask ? symbol.TextOf(symbol.Words(mask)) : null;
    }

    /// <summary>Annex E: evenly spaced by an even step from the far edge, 6 being the first.</summary>
    private static int[] AlignmentsOf(int version, int size)
    {
        if (version == 1)
        {
            return [];
        }

        var count = (version / 7) + 2;
        var step = ((version * 8) + (count * 3) + 5) / ((count * 4) - 4) * 2;
        return [6, .. Enumerable.Range(0, count - 1).Select(i => size - 7 - ((count - 2 - i) * step))];
    }

    /// <summary>The format information (7.9): 15 bits beside the first finder pattern.</summary>
    /// <returns>The mask; null where the bits are not those of level M.</returns>
    private int? Mask()
    {
        var bits = 0;
        for (var i = 0; i < 15; i++)
        {
            var (x, y) = i switch { < 6 => (8, i), 6 => (8, 7), 7 => (8, 8), 8 => (7, 8), _ => (14 - i, 8) };
            bits |= _isDark(x, y) ? 1 << i : 0;
        }

        for (var mask = 0; mask < 8; mask++)
        {
            var remainder = mask;
            for (var i = 0; i < 10; i++)
            {
                remainder = (remainder << 1) ^ ((remainder >> 9) * 0x537);
            }

            if ((((mask << 10) | remainder) ^ 0x5412) == bits)
            {
                return mask;
            }
        }

        return null;
    }

    /// <summary>All words in the order in which they stand in the symbol, the mask taken off (7.7.3, 7.8).</summary>
    private byte[] Words(int mask)
    {
        var words = new List<byte>();
        var (word, bits) = (0, 0);
        foreach (var (x, y) in DataModules())
        {
            word = (word << 1) | (_isDark(x, y) != IsTurned(mask, x, y) ? 1 : 0);
            if (++bits == 8)
            {
                words.Add((byte)word);
                (word, bits) = (0, 0);
            }
        }

        return [.. words];
    }

    private IEnumerable<(int X, int Y)> DataModules()
    {
        for (var right = _size - 1; right >= 1; right -= 2)
        {
            right = right == 6 ? 5 : right;
            for (var step = 0; step < _size; step++)
            {
                var y = ((right + 1) & 2) == 0 ? _size - 1 - step : step;
                foreach (var x in (int[])[right, right - 1])
                {
                    if (!IsFixed(x, y))
                    {
                        yield return (x, y);
                    }
                }
            }
        }
    }

    private bool IsFixed(int x, int y)
    {
        var (isLeft, isTop, isRight, isBottom) = (x < 9, y < 9, x >= _size - 8, y >= _size - 8);
        return (isLeft && isTop) || (isLeft && isBottom) || (isRight && isTop) || x == 6 || y == 6
            || (_version >= 7 && ((x < 6 && y >= _size - 11) || (y < 6 && x >= _size - 11)))
            || IsAlignment(x, y);
    }

    private bool IsAlignment(int x, int y)
    {
        var column = Array.Find(_alignments, c => Math.Abs(c - x) <= 2);
        var row = Array.Find(_alignments, c => Math.Abs(c - y) <= 2);
        var far = _size - 7;
        return column > 0 && row > 0 && (column, row) is var at && at != (6, 6) && at != (6, far) && at != (far, 6);
    }

    private static bool IsTurned(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => ((x / 3) + (y / 2)) % 2,
        5 => (x * y % 2) + (x * y % 3),
        6 => ((x * y % 2) + (x * y % 3)) % 2,
        _ => (((x + y) % 2) + (x * y % 3)) % 2,
    } == 0;

    /// <summary>The blocks' data one after the other (7.6), then mode, length and bytes (7.4.5).</summary>
    private string? TextOf(byte[] words)
    {
        int blocks = Blocks[_version - 1], correction = CorrectionPerBlock[_version - 1];
        var (shortLength, shortBlocks) = ((words.Length / blocks) - correction, blocks - (words.Length % blocks));
        var data = new List<byte>(words.Length);
        for (var block = 0; block < blocks; block++)
        {
            for (var i = 0; i < shortLength; i++)
            {
                data.Add(words[(i * blocks) + block]);
            }

            if (block >= shortBlocks)
            {
                data.Add(words[(shortLength * blocks) + block - shortBlocks]);
            }
        }

        // Four bits of mode shift everything after them by half a byte.
        if (data[0] >> 4 != 4)
        {
            return null;
        }

        var shifted = Enumerable.Range(0, data.Count - 1)
            .Select(i => (byte)((data[i] << 4) | (data[i + 1] >> 4))).ToArray();
        var (start, length) = _version < 10 ? (1, shifted[0]) : (2, (shifted[0] << 8) | shifted[1]);
        return start + length <= shifted.Length ? Encoding.UTF8.GetString(shifted, start, length) : null;
    }
}
