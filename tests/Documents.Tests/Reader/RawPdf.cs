using System.Globalization;
using System.Text;

namespace Civic.Documents.Tests.Reader;

/// <summary>A file written by hand, object by object, so that a test can spoil any part of it.</summary>
internal sealed class RawPdf
{
    private readonly List<byte> _bytes = [];
    private readonly SortedDictionary<int, long> _offsets = [];
    private long _previous = -1;

    public RawPdf() => Write("%PDF-1.7\n");

    public long Length => _bytes.Count;

    /// <summary>One page without content.</summary>
    public static RawPdf OnePage() => new RawPdf()
        .Object(1, "<</Type /Catalog /Pages 2 0 R>>")
        .Object(2, "<</Type /Pages /Kids [3 0 R] /Count 1>>")
        .Object(3, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R>>")
        .Object(4, "<</Length 0>>\nstream\n\nendstream");

    public RawPdf Object(int number, string body)
    {
        _offsets[number] = _bytes.Count;
        return Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n"));
    }

    public RawPdf Stream(int number, string entries, byte[] data)
    {
        _offsets[number] = _bytes.Count;
        Write(string.Create(CultureInfo.InvariantCulture,
            $"{number} 0 obj\n<<{entries} /Length {data.Length}>>\nstream\n"));
        _bytes.AddRange(data);
        return Write("\nendstream\nendobj\n");
    }

    public RawPdf Write(string text)
    {
        _bytes.AddRange(Encoding.Latin1.GetBytes(text));
        return this;
    }

    /// <summary>Closes a revision with a table of what was written since the last one.</summary>
    /// <param name="startxref">Null names the table as it should.</param>
    public RawPdf Close(string trailer = "", long? startxref = null)
    {
        var table = _bytes.Count;
        var text = new StringBuilder("xref\n");
        if (_previous < 0)
            text.Append("0 1\n0000000000 65535 f \n");
        foreach (var (number, offset) in _offsets)
            text.Append(CultureInfo.InvariantCulture, $"{number} 1\n{offset:D10} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size 100 /Root 1 0 R{trailer}");
        if (_previous >= 0)
            text.Append(CultureInfo.InvariantCulture, $" /Prev {_previous}");
        text.Append(CultureInfo.InvariantCulture, $">>\nstartxref\n{startxref ?? table}\n%%EOF\n");
        (_previous, _) = (table, Write(text.ToString()));
        _offsets.Clear();
        return this;
    }

    public byte[] ToArray() => [.. _bytes];
}
