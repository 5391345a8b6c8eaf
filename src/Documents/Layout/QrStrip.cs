using System.Globalization;
using Civic.Documents.QrCodes;

namespace Civic.Documents.Layout;

/// <summary>A QR code as a stencil, its quiet zone of four modules kept free (ISO/IEC 18004, 6.3.8).</summary>
internal sealed class QrStrip : Strip
{
    private const int QuietZone = 4;

    private readonly StructElement _element;
    private readonly QrModules _code;
    private readonly double _module;

    public QrStrip(StructElement element, string content, double size)
    {
        _element = element;
        _code = QrCode.Encode(content);
        _module = size / _code.Size;
        Height = _module * (_code.Size + 2 * QuietZone);
    }

    public override double Height { get; }

    public override void Draw(PageCanvas canvas, double x, double top)
    {
        canvas.Tag(_element);
        var (bottom, right) = (PageSetup.Height - top - Height, x + Height);
        _element.Attributes = string.Create(CultureInfo.InvariantCulture,
            $"/O /Layout /Placement /Block /BBox [{x:0.###} {bottom:0.###} {right:0.###} {bottom + Height:0.###}]");
        canvas.Modules(x + QuietZone * _module, top + QuietZone * _module, _code.Size * _module, _code);
    }
}
