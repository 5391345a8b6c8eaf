using System.Globalization;
using System.Text;
using Civic.Documents.Reading;

namespace Civic.Signing.Tests.Stage;

/// <summary>Incremental updates as a forger would append them.</summary>
internal static class Attack
{
    /// <summary>Puts another text over the first page; both signatures stay intact.</summary>
    internal static byte[] Overlay(byte[] pdf)
    {
        var file = Read(pdf);
        var page = file.Pages()[0].Reference.Number;
        var added = file.ObjectNumbers.Max() + 1;
        const string Drawing = "1 1 1 rg 0 0 600 850 re f";
        return Append(pdf, file, file.Trailer["Root"]!, [
            (page, $"<</Type /Page /Parent {Ref(file.Pages()[0].Page["Parent"]!)} /MediaBox [0 0 595 842] " +
                $"/Resources <<>> /Contents {added} 0 R>>"),
            (added, $"<</Length {Drawing.Length}>>\nstream\n{Drawing}\nendstream"),
        ]);
    }

    /// <summary>A new catalog, with the same pages for now.</summary>
    internal static byte[] NewRoot(byte[] pdf)
    {
        var file = Read(pdf);
        var added = file.ObjectNumbers.Max() + 1;
        return Append(pdf, file, new Civic.Documents.Objects.PdfReference(added, 0), [
            (added, $"<</Type /Catalog /Pages {Ref(file.Catalog["Pages"]!)} /AcroForm <</SigFlags 3 /Fields [" +
                string.Join(' ', file.SignatureFields.Select(f => Ref(f.Reference!))) + "]>>>>"),
        ]);
    }

    private static byte[] Append(byte[] pdf, PdfFile file, Civic.Documents.Objects.PdfObject root,
        (int Number, string Body)[] objects)
    {
        var update = new StringBuilder();
        var table = new StringBuilder("xref\n");
        foreach (var (number, body) in objects)
        {
            var place = pdf.Length + update.Length;
            update.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
            table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{place:D10} 00000 n \n");
        }

        var start = pdf.Length + update.Length;
        update.Append(table).Append(CultureInfo.InvariantCulture,
            $"trailer\n<</Size {objects.Max(o => o.Number) + 1} /Root {Ref(root)} " +
            $"/Info {Ref(file.Trailer["Info"] ?? root)} /Prev {file.Revisions[^1].XrefOffset}>>\n" +
            $"startxref\n{start}\n%%EOF\n");
        return [.. pdf, .. Encoding.ASCII.GetBytes(update.ToString())];
    }

    private static string Ref(Civic.Documents.Objects.PdfObject value) => value switch
    {
        Civic.Documents.Objects.PdfReference reference => $"{reference.Number} {reference.Generation} R",
        _ => throw new ArgumentException("The test document has a reference here."),
    };

    private static PdfFile Read(byte[] pdf) =>
        PdfFile.TryRead(pdf, out var file, out _) ? file : throw new ArgumentException("no PDF");
}
