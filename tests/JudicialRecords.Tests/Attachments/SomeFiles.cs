namespace Civic.JudicialRecords.Tests.Attachments;

/// <summary>Files by their first bytes, which is all that decides.</summary>
internal static class SomeFiles
{
    internal static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    internal static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0xFF, 0xD9];

    internal static byte[] Pdf { get; } = [.. "%PDF-1.7\n%%EOF"u8];

    internal static byte[] Html { get; } = [.. "<html><script>alert(1)</script></html>"u8];

    internal static byte[] Mp4 { get; } = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomiso2"u8];
}
