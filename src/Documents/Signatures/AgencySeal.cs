using System.Globalization;
using System.Text;
using Civic.Documents.Fonts;
using Civic.Documents.Layout;
using Civic.Documents.Writing;

namespace Civic.Documents.Signatures;

/// <summary>A red round seal: two circles, the agency's name along the ring, a star; below it name and time.</summary>
internal sealed class AgencySeal(string agencyName, DateTimeOffset signingTime) : SignatureAppearance
{
    // The distance of a control point that makes four curves a circle.
    private const double CircleControl = 0.5522847498;
    private const double CaptionSize = 6.5;

    private readonly string _name = agencyName.Normalize(NormalizationForm.FormC);
    private readonly string _time =
        signingTime.ToString("dd/MM/yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);

    internal override int Write(IObjectSink sink, double width, double height)
    {
        var captionHeight = 2 * CaptionSize * 1.25;
        var radius = Math.Max(1, Math.Min(width, height - captionHeight) / 2 - 1);
        var (x, y) = (width / 2, height - radius - 1);
        var text = new SealText(_name.ToUpper(CultureInfo.GetCultureInfo("vi-VN")), _name, _time);
        var content = new PdfBuffer(4096);
        var red = PdfColor.SealRed;
        content.Raw("/G gs "u8).Numbers(red.Red / 255.0, red.Green / 255.0, red.Blue / 255.0).Raw("rg "u8)
            .Numbers(red.Red / 255.0, red.Green / 255.0, red.Blue / 255.0).Raw("RG\n"u8);
        Circle(content, x, y, radius - radius * 0.02, radius * 0.045);
        Circle(content, x, y, radius * 0.90, radius * 0.015);
        Circle(content, x, y, radius * 0.62, radius * 0.015);
        Star(content, x, y, radius * 0.34);
        Star(content, x, y - radius * 0.76, radius * 0.075);
        text.Ring(content, x, y, radius * 0.70, radius * 0.19);
        text.Captions(content, width, CaptionSize);
        var resources = new PdfBuffer(128);
        // The signature below shows through (PDF/A-2 allows transparency).
        resources.Raw("/ExtGState <</G <</Type /ExtGState /ca 0.85 /CA 0.85>>>> /Font <</F0 "u8)
            .Reference(text.Program.Write(sink, FontProgram.WriteCodeMap(sink))).Raw(">>"u8);
        return WriteForm(sink, width, height, resources.Written, content.Written);
    }

    private static void Circle(PdfBuffer content, double x, double y, double r, double line)
    {
        var c = r * CircleControl;
        content.Number(line).Raw(" w "u8).Numbers(x + r, y).Raw("m\n"u8)
            .Numbers(x + r, y + c, x + c, y + r, x, y + r).Raw("c\n"u8)
            .Numbers(x - c, y + r, x - r, y + c, x - r, y).Raw("c\n"u8)
            .Numbers(x - r, y - c, x - c, y - r, x, y - r).Raw("c\n"u8)
            .Numbers(x + c, y - r, x + r, y - c, x + r, y).Raw("c s\n"u8);
    }

    private static void Star(PdfBuffer content, double x, double y, double r)
    {
        for (var i = 0; i < 10; i++)
        {
            var (distance, angle) = (i % 2 == 0 ? r : r * 0.382, Math.PI / 2 + i * Math.PI / 5);
            content.Numbers(x + distance * Math.Cos(angle), y + distance * Math.Sin(angle))
                .Raw(i == 0 ? "m\n"u8 : "l\n"u8);
        }
        content.Raw("f\n"u8);
    }
}
