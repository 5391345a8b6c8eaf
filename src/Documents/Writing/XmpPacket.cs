using System.Security;
using System.Text;
using Civic.Documents.Layout;

namespace Civic.Documents.Writing;

/// <summary>
/// The document's metadata (ISO 16684-1), claiming PDF/A-2a or 3a (ISO 19005-2, 6.6) and PDF/UA-1 (ISO 14289-1, 5). The
/// pdfuaid schema is none that PDF/A predefines, so it is described by the extension schema.
/// </summary>
internal static class XmpPacket
{
    public const string Producer = "Civic.Documents";

    /// <param name="part">Of PDF/A: 2, or 3 where a file is inside.</param>
    public static void Write(PdfBuffer target, DocumentProperties properties, ReadOnlySpan<byte> part)
    {
        var date = PdfDates.Xmp(properties.CreatedAt);
        target.Raw(Opening).Raw("<pdfaid:part>"u8).Raw(part)
            .Raw("</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n"u8)
            .Raw("<dc:format>application/pdf</dc:format>\n"u8)
            .Raw("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"u8).Utf8(Escape(properties.Title))
            .Raw("</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>"u8).Utf8(Escape(properties.Author))
            .Raw("</rdf:li></rdf:Seq></dc:creator>\n<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">"u8)
            .Utf8(Escape(properties.Subject))
            .Raw("</rdf:li></rdf:Alt></dc:description>\n<dc:language><rdf:Bag><rdf:li>"u8)
            .Utf8(Escape(properties.Language)).Raw("</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>"u8)
            .Ascii(date).Raw("</xmp:CreateDate><xmp:ModifyDate>"u8).Ascii(date).Raw("</xmp:ModifyDate>\n"u8)
            .Raw(Closing);
    }

    private static readonly byte[] Opening = Encoding.UTF8.GetBytes($"""
        <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
         xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
         xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property>
        </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
         xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
         xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">

        """.ReplaceLineEndings("\n"));

    private static readonly byte[] Closing = Encoding.UTF8.GetBytes($"""
        <xmp:CreatorTool>{Producer}</xmp:CreatorTool><pdf:Producer>{Producer}</pdf:Producer>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>
        """.ReplaceLineEndings("\n"));

    private static string Escape(string text) => SecurityElement.Escape(text);
}
