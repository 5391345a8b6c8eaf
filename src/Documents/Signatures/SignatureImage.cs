using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>The signer's own image, as large as fits into the field, in its middle.</summary>
internal sealed class SignatureImage(PngImage image) : SignatureAppearance
{
    internal override int Write(IObjectSink sink, double width, double height)
    {
        var (picture, mask) = (sink.Reserve(), sink.Reserve());
        WriteImage(sink, picture, image.Color, "/ColorSpace /DeviceRGB /SMask "u8, mask);
        WriteImage(sink, mask, image.Alpha, "/ColorSpace /DeviceGray"u8, null);
        var scale = Math.Min(width / image.Width, height / image.Height);
        var (shownWidth, shownHeight) = (image.Width * scale, image.Height * scale);
        var content = new PdfBuffer(64).Raw("q "u8)
            .Numbers(shownWidth, 0, 0, shownHeight, (width - shownWidth) / 2, (height - shownHeight) / 2)
            .Raw("cm /I Do Q\n"u8);
        var resources = new PdfBuffer(64).Raw("/XObject <</I "u8).Reference(picture).Raw(">>"u8);
        return WriteForm(sink, width, height, resources.Written, content.Written);
    }

    private void WriteImage(IObjectSink sink, int number, byte[] data, ReadOnlySpan<byte> entries, int? mask)
    {
        var target = sink.Begin(number).Raw("<</Type /XObject /Subtype /Image /BitsPerComponent 8 /Width "u8)
            .Integer(image.Width).Raw(" /Height "u8).Integer(image.Height).Raw(" "u8).Raw(entries);
        if (mask is { } soft)
            target.Reference(soft);
        target.Raw(" /Filter /FlateDecode /Length "u8).Integer(data.Length).Raw(">>\nstream\n"u8).Raw(data)
            .Raw("\nendstream"u8);
        sink.End();
    }
}
