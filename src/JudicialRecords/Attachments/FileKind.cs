namespace Civic.JudicialRecords.Attachments;

/// <summary>What a file is by its first bytes. Its name and what the sender calls it prove nothing.</summary>
internal enum FileKind
{
    Unknown,
    Pdf,
    Jpeg,
    Png,
    Mp4,
    WebM,
}

internal static class FileKinds
{
    /// <summary>Scanned or photographed papers.</summary>
    internal static readonly FileKind[] Papers = [FileKind.Pdf, FileKind.Jpeg, FileKind.Png];

    internal static readonly FileKind[] Pictures = [FileKind.Jpeg, FileKind.Png];

    internal static readonly FileKind[] PicturesAndVideos =
        [FileKind.Jpeg, FileKind.Png, FileKind.Mp4, FileKind.WebM];

    internal static FileKind Of(ReadOnlySpan<byte> content) =>
        content switch
        {
            // ISO 32000-2, 7.5.2
            _ when content.StartsWith("%PDF-1."u8) || content.StartsWith("%PDF-2."u8) => FileKind.Pdf,
            // ISO/IEC 10918-1, annex B: SOI, then a marker
            [0xFF, 0xD8, 0xFF, ..] => FileKind.Jpeg,
            // W3C PNG, 5.2: signature, then IHDR
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, _, _, _, _, 0x49, 0x48, 0x44, 0x52, ..] => FileKind.Png,
            // ISO/IEC 14496-12, 4.3: the file type box comes first
            [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] => FileKind.Mp4,
            // Matroska: EBML header
            [0x1A, 0x45, 0xDF, 0xA3, ..] => FileKind.WebM,
            _ => FileKind.Unknown,
        };

    internal static string MediaType(this FileKind kind) =>
        kind switch
        {
            FileKind.Pdf => "application/pdf",
            FileKind.Jpeg => "image/jpeg",
            FileKind.Png => "image/png",
            FileKind.Mp4 => "video/mp4",
            FileKind.WebM => "video/webm",
            _ => throw new System.Diagnostics.UnreachableException("A file of no known kind is never kept."),
        };

    internal static bool IsPicture(string mediaType) => mediaType is "image/jpeg" or "image/png";
}
