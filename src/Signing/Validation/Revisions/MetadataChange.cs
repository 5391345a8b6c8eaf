using System.Text;
using System.Text.RegularExpressions;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Found = Civic.Signing.Validation.Revisions.Changes;

namespace Civic.Signing.Validation.Revisions;

/// <summary>
/// Programs that add validation data also note when they did so. Dates and the program's name are no content; a title
/// or an author is.
/// </summary>
internal static partial class MetadataChange
{
    private const int MaxPacket = 256 * 1024;

    internal static string? OfInformation(PdfObject old, PdfObject now)
    {
        var (one, other) = (old as PdfDictionary ?? PdfDictionary.Empty, now as PdfDictionary ?? PdfDictionary.Empty);
        return PdfComparison.DifferentKeys(one, other) is not { } keys ? Found.Metadata
            : keys.Count == 0 ? null
            : keys.All(k => k is "ModDate" or "Producer") ? Found.MetadataDates : Found.Metadata;
    }

    /// <summary>XMP packets (ISO 16684-1), compared without what is no content.</summary>
    internal static string? OfPacket(PdfObject old, PdfObject now, PdfFile file)
    {
        if (PdfComparison.Same(old, now))
        {
            return null;
        }

        return old is PdfStream one && now is PdfStream other && TextOf(one, file) is { } before
            && TextOf(other, file) is { } after && Content(before) == Content(after)
                ? Found.MetadataDates
                : Found.Metadata;
    }

    private static string? TextOf(PdfStream stream, PdfFile file) =>
        file.TryDecode(stream, out var data, out _) && data.Length <= MaxPacket ? Encoding.UTF8.GetString(data) : null;

    private static string Content(string packet) => Blanks().Replace(Noted().Replace(packet, ""), "");

    private const string Names = "(xmp:ModifyDate|xmp:MetadataDate|xmpMM:InstanceID|pdf:Producer)";

    [GeneratedRegex($"<{Names}>[^<]*</{Names}>|{Names}=\"[^\"]*\"|{Names}='[^']*'",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Noted();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
