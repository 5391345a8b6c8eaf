using System.Collections.Concurrent;

namespace Civic.Documents.QrCodes;

/// <summary>What every symbol of a version shares: fixed patterns, the order of data modules, the masks.</summary>
internal sealed class QrTemplate
{
    private static readonly ConcurrentDictionary<int, QrTemplate> Known = new();

    private readonly bool[,] _reserved;

    private QrTemplate(int version)
    {
        (Version, Size) = (version, 17 + 4 * version);
        (Modules, _reserved) = (new QrModules(Size), new bool[Size, Size]);
        for (var i = 0; i < Size; i++)
        {
            Fix(6, i, i % 2 == 0);
            Fix(i, 6, i % 2 == 0);
        }
        Finder(3, 3);
        Finder(Size - 4, 3);
        Finder(3, Size - 4);
        Alignments();
        Reserve();
        Modules.Fence();
        (int X, int Y)[] order = [.. Order()];
        Path = new QrPath(order);
        Masks = [.. Enumerable.Range(0, 8).Select(mask => Mask(mask, order))];
    }

    public int Version { get; }
    public int Size { get; }

    /// <summary>The fixed patterns; data and format modules are light.</summary>
    public QrModules Modules { get; }

    /// <summary>How the bits fill the data modules.</summary>
    public QrPath Path { get; }

    /// <summary>
    /// For each mask the modules to turn over, none outside of the data, and the format information that names it.
    /// </summary>
    public QrModules[] Masks { get; }

    public static QrTemplate Of(int version) => Known.GetOrAdd(version, number => new QrTemplate(number));

    private void Fix(int x, int y, bool dark)
    {
        Modules.Set(x, y, dark);
        _reserved[x, y] = true;
    }

    private void Finder(int x, int y)
    {
        for (var dy = -4; dy <= 4; dy++)
        {
            for (var dx = -4; dx <= 4; dx++)
            {
                var ring = Math.Max(Math.Abs(dx), Math.Abs(dy));
                if (x + dx >= 0 && x + dx < Size && y + dy >= 0 && y + dy < Size)
                    Fix(x + dx, y + dy, ring is not (2 or 4));
            }
        }
    }

    /// <summary>Positions of annex E: evenly spaced by an even step from the far edge, 6 being the first.</summary>
    private void Alignments()
    {
        if (Version == 1)
            return;
        var count = Version / 7 + 2;
        var step = (Version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
        int[] centres = [6, .. Enumerable.Range(0, count - 1).Select(i => Size - 7 - (count - 2 - i) * step)];
        foreach (var x in centres)
        {
            foreach (var y in centres)
            {
                if ((x, y) != (6, 6) && (x, y) != (6, Size - 7) && (x, y) != (Size - 7, 6))
                    Alignment(x, y);
            }
        }
    }

    private void Alignment(int x, int y)
    {
        for (var dy = -2; dy <= 2; dy++)
        {
            for (var dx = -2; dx <= 2; dx++)
                Fix(x + dx, y + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
        }
    }

    private void Reserve()
    {
        for (var i = 0; i < 9; i++)
        {
            Keep(8, i);
            Keep(i, 8);
        }
        for (var i = 0; i < 8; i++)
        {
            Keep(Size - 1 - i, 8);
            Keep(8, Size - 1 - i);
        }
        Fix(8, Size - 8, dark: true);
        if (Version < 7)
            return;
        var remainder = Version;
        for (var i = 0; i < 12; i++)
            remainder = (remainder << 1) ^ ((remainder >> 11) * 0x1F25);
        var bits = (Version << 12) | remainder;
        for (var i = 0; i < 18; i++)
        {
            Fix(Size - 11 + i % 3, i / 3, ((bits >> i) & 1) != 0);
            Fix(i / 3, Size - 11 + i % 3, ((bits >> i) & 1) != 0);
        }
    }

    private void Keep(int x, int y) => _reserved[x, y] = true;

    /// <summary>Two columns at a time from the right, up and down in turn, past the timing column (7.7.3).</summary>
    private IEnumerable<(int X, int Y)> Order()
    {
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            right = right == 6 ? 5 : right;
            for (var step = 0; step < Size; step++)
            {
                var y = ((right + 1) & 2) == 0 ? Size - 1 - step : step;
                for (var x = right; x > right - 2; x--)
                {
                    if (!_reserved[x, y])
                        yield return (x, y);
                }
            }
        }
    }

    private QrModules Mask(int mask, (int X, int Y)[] order)
    {
        var modules = new QrModules(Size);
        foreach (var (x, y) in order)
        {
            var turned = mask switch
            {
                0 => (x + y) % 2,
                1 => y % 2,
                2 => x % 3,
                3 => (x + y) % 3,
                4 => (x / 3 + y / 2) % 2,
                5 => x * y % 2 + x * y % 3,
                6 => (x * y % 2 + x * y % 3) % 2,
                _ => ((x + y) % 2 + x * y % 3) % 2,
            };
            modules.Set(x, y, turned == 0);
        }
        Format(modules, mask);
        return modules;
    }

    /// <summary>Level M (00) and mask with their BCH code, twice (7.9).</summary>
    private static void Format(QrModules modules, int mask)
    {
        var remainder = mask;
        for (var i = 0; i < 10; i++)
            remainder = (remainder << 1) ^ ((remainder >> 9) * 0x537);
        var bits = ((mask << 10) | remainder) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var dark = (bits >> i & 1) != 0;
            var (x, y) = i switch { < 6 => (8, i), 6 => (8, 7), 7 => (8, 8), 8 => (7, 8), _ => (14 - i, 8) };
            modules.Set(x, y, dark);
            (x, y) = i < 8 ? (modules.Size - 1 - i, 8) : (8, modules.Size - 15 + i);
            modules.Set(x, y, dark);
        }
    }
}
