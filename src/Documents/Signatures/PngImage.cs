using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>A transparent signature image: PNG with 8-bit red, green, blue and alpha, not interlaced.</summary>
public sealed class PngImage
{
    private const int MaxSide = 4096;
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private PngImage(int width, int height, byte[] color, byte[] alpha) =>
        (Width, Height, Color, Alpha) = (width, height, color, alpha);

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>Deflated, three bytes a pixel.</summary>
    internal byte[] Color { get; }

    /// <summary>Deflated, one byte a pixel.</summary>
    internal byte[] Alpha { get; }

    /// <returns>False for any other kind of image and for a damaged one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> png, [NotNullWhen(true)] out PngImage? image)
    {
        image = null;
        if (!png.StartsWith(Signature) || png.Length < 33 || !png[12..16].SequenceEqual("IHDR"u8))
            return false;
        var width = BinaryPrimitives.ReadUInt32BigEndian(png[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(png[20..]);
        // Eight bits, colour with alpha, the only compression and filter methods, no interlace (W3C PNG, 11.2.2).
        if (width is 0 or > MaxSide || height is 0 or > MaxSide || !png[24..29].SequenceEqual((byte[])[8, 6, 0, 0, 0]))
            return false;
        var data = new PdfStream(new PdfDictionary([new("Filter", new PdfName("FlateDecode"))]), Data(png[33..]));
        var (rows, _) = StreamFilters.Decode(data, value => value ?? PdfNull.Value);
        if (rows is null || rows.Length != (4 * width + 1) * height
            || PngRows.Undo(rows, (int)(4 * width), 4) is not { } pixels)
            return false;
        image = Split(pixels, (int)width, (int)height);
        return true;
    }

    private static byte[] Data(ReadOnlySpan<byte> chunks)
    {
        using var data = new MemoryStream();
        while (chunks.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            if (length > chunks.Length - 12)
                break;
            if (chunks[4..8].SequenceEqual("IDAT"u8))
                data.Write(chunks.Slice(8, (int)length));
            chunks = chunks[(12 + (int)length)..];
        }
        return data.ToArray();
    }

    private static PngImage Split(byte[] pixels, int width, int height)
    {
        var (color, alpha) = (new byte[3 * width * height], new byte[width * height]);
        for (var i = 0; i < alpha.Length; i++)
        {
            pixels.AsSpan(4 * i, 3).CopyTo(color.AsSpan(3 * i));
            alpha[i] = pixels[4 * i + 3];
        }
        return new PngImage(width, height, Flate.Compress(color, CompressionLevel.Optimal),
            Flate.Compress(alpha, CompressionLevel.Optimal));
    }
}
