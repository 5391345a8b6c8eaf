using System.IO.Compression;
using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>Undoes FlateDecode with its predictors, and ASCIIHexDecode (ISO 32000-1, 7.4), within a bound.</summary>
internal static class StreamFilters
{
    /// <summary>No single stream may unfold to more.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    public static (byte[]? Bytes, PdfReadFailure? Failure) Decode(PdfStream stream, Func<PdfObject?, PdfObject> resolve)
    {
        var filters = All(resolve(stream.Dictionary["Filter"]), resolve);
        var parameters = All(resolve(stream.Dictionary["DecodeParms"]), resolve);
        var bytes = stream.Data.ToArray();
        for (var i = 0; i < filters.Count; i++)
        {
            var (decoded, failure) = filters[i] switch
            {
                PdfName { Value: "FlateDecode" or "Fl" } =>
                    Flate(bytes, i < parameters.Count ? parameters[i] as PdfDictionary : null),
                PdfName { Value: "ASCIIHexDecode" or "AHx" } => Hex(bytes),
                PdfName name => (null, new PdfReadFailure.Unsupported("the filter " + name.Value)),
                _ => (null, new PdfReadFailure.Damaged("a filter's name", 0)),
            };
            if (decoded is null)
                return (null, failure);
            bytes = decoded;
        }
        return (bytes, null);
    }

    private static List<PdfObject> All(PdfObject value, Func<PdfObject?, PdfObject> resolve) => value switch
    {
        PdfNull => [],
        PdfArray { Count: <= 4 } array => [.. array.Items.Select(resolve)],
        _ => [value],
    };

    private static (byte[]?, PdfReadFailure?) Flate(byte[] bytes, PdfDictionary? parameters)
    {
        using var target = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var chunk = new byte[16 * 1024];
            int read;
            while ((read = zlib.Read(chunk)) > 0)
            {
                if (target.Length + read > MaxBytes)
                    return (null, new PdfReadFailure.TooLarge("a stream's unfolded size"));
                target.Write(chunk, 0, read);
            }
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            return (null, new PdfReadFailure.Damaged("a compressed stream", 0));
        }
        return Unpredict(target.ToArray(), parameters);
    }

    private static (byte[]?, PdfReadFailure?) Unpredict(byte[] bytes, PdfDictionary? parameters)
    {
        var predictor = Parameter(parameters, "Predictor", 1);
        if (predictor == 1)
            return (bytes, null);
        if (predictor is < 10 or > 15)
            return (null, new PdfReadFailure.Unsupported("the predictor " + predictor));
        var (colors, bits) = (Parameter(parameters, "Colors", 1), Parameter(parameters, "BitsPerComponent", 8));
        var columns = Parameter(parameters, "Columns", 1);
        if (colors is < 1 or > 32 || bits is not (1 or 2 or 4 or 8 or 16) || columns is < 1 or > 1_000_000)
            return (null, new PdfReadFailure.Damaged("a predictor's parameters", 0));
        var rows = PngRows.Undo(bytes, (int)((columns * colors * bits + 7) / 8), (int)Math.Max(1, colors * bits / 8));
        return rows is null ? (null, new PdfReadFailure.Damaged("a predictor's rows", 0)) : (rows, null);
    }

    private static long Parameter(PdfDictionary? parameters, string key, long fallback) => parameters?[key] switch
    {
        null => fallback,
        PdfInteger integer => integer.Value,
        _ => -1,
    };

    private static (byte[]?, PdfReadFailure?) Hex(byte[] bytes)
    {
        var end = System.Array.IndexOf(bytes, (byte)'>');
        byte[] token = [(byte)'<', .. end < 0 ? bytes : bytes[..end], (byte)'>'];
        return new PdfLexer(token, 0, inFile: false).HexString() is PdfString text
            ? (text.Bytes.ToArray(), null)
            : (null, new PdfReadFailure.Damaged("a hexadecimal stream", 0));
    }
}
