using System.IO.Compression;
using Civic.Documents.Writing;

namespace Civic.Documents.Layout;

/// <summary>
/// The embedded file, its specification, and the catalog's two ways to it: AF says what it is to the document, Names
/// lets every reader list it (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4).
/// </summary>
internal static class AssociatedFileWriter
{
    /// <returns>The number of the file specification.</returns>
    public static int Write(PdfWriter pdf, AssociatedFile file, DateTimeOffset modifiedAt)
    {
        var (specification, stream) = (pdf.Reserve(), pdf.Reserve());
        pdf.Begin(specification).Raw("<</Type /Filespec /F "u8).Text(file.Name).Raw(" /UF "u8).Text(file.Name)
            .Raw(" /Desc "u8).Text(file.Description).Raw(" /AFRelationship /Data /EF <</F "u8).Reference(stream)
            .Raw(" /UF "u8).Reference(stream).Raw(">>>>"u8);
        pdf.End();
        var entries = new PdfBuffer(256).Raw("/Type /EmbeddedFile /Subtype /"u8)
            .Ascii(file.MediaType.Replace("/", "#2F", StringComparison.Ordinal))
            .Raw(" /Params <</Size "u8).Integer(file.Content.Length).Raw(" /ModDate ("u8)
            .Ascii(PdfDates.Pdf(modifiedAt)).Raw(")>> /Filter /FlateDecode"u8);
        pdf.Stream(stream, entries.Written, Flate.Compress(file.Content.Span, CompressionLevel.Optimal));
        return specification;
    }

    public static void AddToCatalog(PdfBuffer catalog, AssociatedFile file, int specification) => catalog
        .Raw(" /AF ["u8).Reference(specification).Raw("] /Names <</EmbeddedFiles <</Names ["u8).Text(file.Name)
        .Raw(" "u8).Reference(specification).Raw("]>>>>"u8);
}
