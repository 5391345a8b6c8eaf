using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Statements.Qr;

/// <summary>Finds the QR symbols on a PDF's pages that are kept as one bit a module, as they are here.</summary>
internal static class QrInFile
{
    /// <summary>A document here has one; a file made to be tedious gets no more than this.</summary>
    private const int MaxSymbols = 8;

    private const int MaxPages = 50;

    /// <returns>What they say, in the order of the pages.</returns>
    internal static IReadOnlyList<string> TextsOf(PdfFile file) =>
        [.. file.Pages().Take(MaxPages).SelectMany(p => ImagesOf(file, p.Page)).Take(MaxSymbols)
            .Select(i => TextOf(file, i)).OfType<string>()];

    private static IEnumerable<PdfStream> ImagesOf(PdfFile file, PdfDictionary page) =>
        file.Find<PdfDictionary>(file.Find<PdfDictionary>(page, "Resources"), "XObject") is { } objects
            ? objects.Entries.Select(e => file.Resolve(e.Value)).OfType<PdfStream>().Where(s => IsSymbol(file, s))
            : [];

    private static bool IsSymbol(PdfFile file, PdfStream stream) =>
        file.Find<PdfBoolean>(stream.Dictionary, "ImageMask") is { Value: true }
        && SizeOf(file, stream) is >= 21 and <= 17 + (4 * QrSymbol.LargestVersion);

    /// <returns>Modules on a side; 0 where it is no square.</returns>
    private static int SizeOf(PdfFile file, PdfStream stream) =>
        file.Find<PdfInteger>(stream.Dictionary, "Width") is { Value: var width }
        && file.Find<PdfInteger>(stream.Dictionary, "Height") is { Value: var height } && width == height
        && width is > 0 and < 1000
            ? (int)width
            : 0;

    private static string? TextOf(PdfFile file, PdfStream stream)
    {
        var size = SizeOf(file, stream);
        var row = (size + 7) / 8;
        if (!file.TryDecode(stream, out var data, out _) || data.Length < row * size)
        {
            return null;
        }

        // In a mask a bit paints where it is 0, unless the colours are turned round (ISO 32000-1, 8.9.6.2).
        var paints = file.Find<PdfArray>(stream.Dictionary, "Decode") is [PdfInteger { Value: 1 }, ..] ? 1 : 0;
        return QrSymbol.Read(size, (x, y) => (data[(y * row) + (x >> 3)] >> (7 - (x & 7)) & 1) == paints);
    }
}
