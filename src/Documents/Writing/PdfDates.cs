using System.Globalization;

namespace Civic.Documents.Writing;

/// <summary>Dates as PDF (ISO 32000-1, 7.9.4) and XMP (ISO 8601) write them, both with their offset.</summary>
internal static class PdfDates
{
    public static string Pdf(DateTimeOffset time)
    {
        var sign = time.Offset < TimeSpan.Zero ? '-' : '+';
        return time.ToString("'D:'yyyyMMddHHmmss", CultureInfo.InvariantCulture)
            + sign + time.Offset.ToString(@"hh\'mm\'", CultureInfo.InvariantCulture);
    }

    public static string Xmp(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
