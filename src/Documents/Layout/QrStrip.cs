using System.Collections;
using System.Globalization;
using QRCoder;

namespace Civic.Documents.Layout;

/// <summary>A QR code (ISO/IEC 18004) as one vector path, with the quiet zone of four modules kept free.</summary>
internal sealed class QrStrip : Strip
{
    private const int QuietZone = 4;

    private readonly StructElement _element;
    private readonly List<(int X, int Y, int Width)> _bars = [];
    private readonly double _module;

    public QrStrip(StructElement element, string content, double size)
    {
        _element = element;
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var matrix = code.ModuleMatrix;
        _module = size / (matrix.Count - 2 * QuietZone);
        Height = _module * matrix.Count;
        for (var y = 0; y < matrix.Count; y++)
            AddBars(matrix[y], y);
    }

    public override double Height { get; }

    public override void Draw(PageCanvas canvas, double x, double top)
    {
        canvas.Tag(_element);
        var bottom = PageSetup.Height - top - Height;
        _element.Attributes = string.Create(CultureInfo.InvariantCulture,
            $"/O /Layout /Placement /Block /BBox [{x:0.###} {bottom:0.###} {x + Height:0.###} {bottom + Height:0.###}]");
        canvas.Modules(x, top, _module, _bars);
    }

    private void AddBars(BitArray row, int y)
    {
        for (var x = 0; x < row.Count; x++)
        {
            var start = x;
            while (x < row.Count && row[x])
                x++;
            if (x > start)
                _bars.Add((start, y, x - start));
        }
    }
}
