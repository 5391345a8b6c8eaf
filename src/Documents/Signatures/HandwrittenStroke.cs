using System.Collections.Concurrent;
using System.IO.Compression;
using Civic.Documents.Layout;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>A flowing pen stroke in blue, as wide as the pen's direction makes it, one filled outline.</summary>
internal sealed class HandwrittenStroke(string name) : SignatureAppearance
{
    private const int StepsBetween = 5;

    /// <summary>Whole numbers of this part of a point, finer than a printer's dot, keep the drawing short.</summary>
    private const double Unit = 0.1;
    private const int CachedStrokes = 64;

    // An agency has few signers, and the same one has the same stroke every time.
    private static readonly ConcurrentDictionary<(string Name, double Width, double Height), byte[]> Drawn = new();

    internal override int Write(IObjectSink sink, double width, double height)
    {
        if (Drawn.Count > CachedStrokes)
            Drawn.Clear();
        var content = Drawn.GetOrAdd((name, width, height), static key => Draw(key.Name, key.Width, key.Height));
        return WriteForm(sink, width, height, [], content, isPacked: true);
    }

    private static byte[] Draw(string name, double width, double height)
    {
        var content = new PdfBuffer(8192);
        var ink = PdfColor.InkBlue;
        content.Numbers(ink.Red / 255.0, ink.Green / 255.0, ink.Blue / 255.0).Raw("rg\n"u8);
        // A signature is wider than it is high, whatever room the form leaves.
        var inner = Math.Min(height, width * 0.6);
        content.Raw("q "u8).Numbers(Unit, 0, 0, Unit, 0, (height - inner) / 2).Raw("cm\n"u8);
        foreach (var points in Strokes(Seed(name), name))
            Outline(content, Smooth(points), width, inner);
        return Flate.Compress(content.Raw("Q\n"u8).Written, CompressionLevel.SmallestSize);
    }

    /// <summary>Way points in a unit square: a capital with a loop, a row of letters, a long underline.</summary>
    private static IEnumerable<List<(double X, double Y)>> Strokes(byte[] seed, string name)
    {
        double Jitter(int index, double range) => (seed[index % seed.Length] / 255.0 - 0.5) * range;

        var given = name.Trim().Split(' ')[^1];
        var letters = Math.Clamp(given.Length, 3, 6);
        var points = new List<(double X, double Y)>
        {
            (0.06, 0.52 + Jitter(0, 0.1)), (0.13, 0.86), (0.20, 0.93 + Jitter(1, 0.06)), (0.22, 0.70),
            (0.16, 0.34), (0.09, 0.24 + Jitter(2, 0.06)), (0.08, 0.36), (0.18, 0.50 + Jitter(3, 0.08)),
            (0.27, 0.66), (0.30, 0.58), (0.27, 0.38),
        };
        var step = 0.42 / letters;
        for (var i = 0; i < letters; i++)
        {
            var x = 0.30 + i * step;
            var tall = seed[4 + i] % 4 == 0 ? 0.30 : 0.10;
            points.Add((x + step * 0.35, 0.50 + tall + Jitter(10 + i, 0.08)));
            points.Add((x + step * 0.62, 0.46 + Jitter(17 + i, 0.05)));
            points.Add((x + step * 0.80, 0.34 + Jitter(24 + i, 0.06)));
            points.Add((x + step * 1.05, 0.42));
        }
        points.Add((0.82, 0.62 + Jitter(7, 0.1)));
        points.Add((0.95, 0.72 + Jitter(8, 0.12)));
        yield return points;
        yield return
        [
            (0.90, 0.30 + Jitter(9, 0.06)), (0.60, 0.20), (0.30, 0.13 + Jitter(11, 0.05)), (0.24, 0.17),
            (0.45, 0.22 + Jitter(12, 0.04)), (0.74, 0.16 + Jitter(13, 0.06)),
        ];
    }

    /// <summary>A Catmull-Rom spline through the way points.</summary>
    private static List<(double X, double Y)> Smooth(List<(double X, double Y)> points)
    {
        var result = new List<(double X, double Y)>();
        for (var i = 0; i < points.Count - 1; i++)
        {
            var (p0, p1) = (points[Math.Max(0, i - 1)], points[i]);
            var (p2, p3) = (points[i + 1], points[Math.Min(points.Count - 1, i + 2)]);
            for (var step = 0; step < StepsBetween; step++)
            {
                var t = step / (double)StepsBetween;
                result.Add((Spline(p0.X, p1.X, p2.X, p3.X, t), Spline(p0.Y, p1.Y, p2.Y, p3.Y, t)));
            }
        }
        result.Add(points[^1]);
        return result;
    }

    private static double Spline(double a, double b, double c, double d, double t) =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

    private static void Outline(PdfBuffer content, List<(double X, double Y)> path, double width, double height)
    {
        var (left, right) = (new List<(double X, double Y)>(), new List<(double X, double Y)>());
        for (var i = 0; i < path.Count; i++)
        {
            var (from, to) = (path[Math.Max(0, i - 1)], path[Math.Min(path.Count - 1, i + 1)]);
            var (dx, dy) = ((to.X - from.X) * width, (to.Y - from.Y) * height);
            var length = Math.Max(0.001, Math.Sqrt(dx * dx + dy * dy));
            // Down strokes are broad, up strokes thin, both ends taper.
            var taper = Math.Min(1, Math.Min(i, path.Count - 1 - i) / 4.0);
            var half = (0.28 + 0.62 * Math.Max(0, -dy / length) + 0.15 * Math.Abs(dx) / length) * (0.3 + 0.7 * taper);
            var (x, y) = (path[i].X * width, path[i].Y * height);
            left.Add((x - dy / length * half, y + dx / length * half));
            right.Add((x + dy / length * half, y - dx / length * half));
        }
        right.Reverse();
        var first = true;
        foreach (var (x, y) in left.Concat(right))
        {
            content.Number(Math.Round(x / Unit)).Raw(" "u8).Number(Math.Round(y / Unit))
                .Raw(first ? " m\n"u8 : " l\n"u8);
            first = false;
        }
        content.Raw("f\n"u8);
    }
}
