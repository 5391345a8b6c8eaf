using System.IO.Compression;
using System.Runtime.InteropServices;
using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>
/// Undoes the filters that are not of images (ISO 32000-1, 7.4.2 to 7.4.5) with their predictors, within a bound.
/// </summary>
internal static class StreamFilters
{
    /// <summary>No single stream may unfold to more where there is no budget.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int MaxFilters = 4;

    public static (byte[]? Bytes, PdfReadFailure? Failure) Decode(
        PdfStream stream, Func<PdfObject?, PdfObject> resolve, ReadBudget? budget = null)
    {
        if (All(resolve(stream.Dictionary["Filter"]), resolve) is not { } filters)
            return (null, new PdfReadFailure.TooLarge("the number of filters"));
        var parameters = All(resolve(stream.Dictionary["DecodeParms"]), resolve) ?? [];
        var bytes = stream.Data;
        for (var i = 0; i < filters.Count; i++)
        {
            var own = i < parameters.Count ? parameters[i] as PdfDictionary : null;
            var (decoded, failure) = One(filters[i], bytes, own, budget);
            if (decoded is null)
                return (null, failure);
            bytes = decoded;
        }
        if (filters.Count > 0 && MemoryMarshal.TryGetArray(bytes, out var whole))
            return (whole.Array, null);
        return budget?.TakeUnfolded(bytes.Length) == false
            ? (null, new PdfReadFailure.TooLarge("a stream's unfolded size"))
            : (bytes.ToArray(), null);
    }

    private static (byte[]?, PdfReadFailure?) One(
        PdfObject filter, ReadOnlyMemory<byte> bytes, PdfDictionary? parameters, ReadBudget? budget)
    {
        using var output = new BoundedOutput(budget?.Unfoldable ?? MaxBytes);
        bool? isWhole = filter switch
        {
            PdfName { Value: "FlateDecode" or "Fl" } => Flate(bytes, output, budget),
            PdfName { Value: "LZWDecode" or "LZW" } =>
                LzwFilter.Decode(bytes.Span, Parameter(parameters, "EarlyChange", 1) != 0, output),
            PdfName { Value: "ASCIIHexDecode" or "AHx" } => TextFilters.Hex(bytes.Span, output),
            PdfName { Value: "ASCII85Decode" or "A85" } => TextFilters.Ascii85(bytes.Span, output),
            PdfName { Value: "RunLengthDecode" or "RL" } => TextFilters.RunLength(bytes.Span, output),
            _ => null,
        };
        if (isWhole is null)
        {
            return (null, filter is PdfName name ? new PdfReadFailure.Unsupported("the filter " + name.Value)
                : new PdfReadFailure.Damaged("a filter's name", 0));
        }
        if (budget?.TakeUnfolded(output.Length + (output.IsOverflown ? 1 : 0)) == false || output.IsOverflown)
            return (null, new PdfReadFailure.TooLarge("a stream's unfolded size"));
        if (isWhole == false)
            return (null, new PdfReadFailure.Damaged("a compressed stream", 0));
        var isPredicted = filter is PdfName { Value: "FlateDecode" or "Fl" or "LZWDecode" or "LZW" };
        return isPredicted ? Unpredict(output.ToArray(), parameters) : (output.ToArray(), null);
    }

    /// <returns>Null where there are more than a reader should undo.</returns>
    private static List<PdfObject>? All(PdfObject value, Func<PdfObject?, PdfObject> resolve) => value switch
    {
        PdfNull => [],
        PdfArray { Count: > MaxFilters } => null,
        PdfArray array => [.. array.Items.Select(resolve)],
        _ => [value],
    };

    private static bool Flate(ReadOnlyMemory<byte> bytes, BoundedOutput output, ReadBudget? budget)
    {
        try
        {
            var source = MemoryMarshal.TryGetArray(bytes, out var part)
                ? part
                : new ArraySegment<byte>(bytes.ToArray());
            using var zlib = new ZLibStream(
                new MemoryStream(source.Array!, source.Offset, source.Count, writable: false),
                CompressionMode.Decompress);
            while (budget?.Look() != false)
            {
                var room = output.Room();
                if (room.IsEmpty || zlib.Read(room) is not (> 0 and var read))
                    return true;
                output.Advance(read);
            }
            return true;
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            return false;
        }
    }

    private static (byte[]?, PdfReadFailure?) Unpredict(byte[] bytes, PdfDictionary? parameters)
    {
        var predictor = Parameter(parameters, "Predictor", 1);
        if (predictor == 1)
            return (bytes, null);
        if (predictor is not (2 or (>= 10 and <= 15)))
            return (null, new PdfReadFailure.Unsupported("the predictor " + predictor));
        var (colors, bits) = (Parameter(parameters, "Colors", 1), Parameter(parameters, "BitsPerComponent", 8));
        var columns = Parameter(parameters, "Columns", 1);
        if (colors is < 1 or > 32 || bits is not (1 or 2 or 4 or 8 or 16) || columns is < 1 or > 1_000_000)
            return (null, new PdfReadFailure.Damaged("a predictor's parameters", 0));
        var (row, pixel) = ((int)((columns * colors * bits + 7) / 8), (int)Math.Max(1, colors * bits / 8));
        if (predictor == 2 && bits != 8)
            return (null, new PdfReadFailure.Unsupported("the predictor 2 with " + bits + " bits"));
        var rows = predictor == 2 ? SumRows(bytes, row, pixel) : PngRows.Undo(bytes, row, pixel);
        return rows is null ? (null, new PdfReadFailure.Damaged("a predictor's rows", 0)) : (rows, null);
    }

    /// <summary>TIFF's predictor 2: each byte is the difference from the one a pixel before.</summary>
    private static byte[] SumRows(byte[] bytes, int row, int pixel)
    {
        for (var start = 0; start < bytes.Length; start += row)
        {
            for (var i = start + pixel; i < Math.Min(start + row, bytes.Length); i++)
                bytes[i] += bytes[i - pixel];
        }
        return bytes;
    }

    private static long Parameter(PdfDictionary? parameters, string key, long fallback) => parameters?[key] switch
    {
        null => fallback,
        PdfInteger integer => integer.Value,
        _ => -1,
    };
}
