using System.Text;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Validation.Pictures;

/// <summary>The text that a page shows, its forms and its annotations with it, in the order of the file.</summary>
internal sealed class PageText
{
    /// <summary>Nothing that people read is longer; a file made to be tedious gets no more.</summary>
    private const int MaxLines = 500;

    private const int MaxDepth = 4;

    private readonly PdfFile _file;
    private readonly List<string> _lines = [];
    private readonly StringBuilder _line = new();

    private PageText(PdfFile file) => _file = file;

    /// <param name="pdf">A whole file.</param>
    /// <param name="page">From 1.</param>
    /// <returns>Its lines; none where there is no such page.</returns>
    internal static IReadOnlyList<string> LinesOf(ReadOnlyMemory<byte> pdf, int page)
    {
        if (!PdfFile.TryRead(pdf, out var file, out _) || file.Pages() is not { } pages || page > pages.Count)
        {
            return [];
        }

        var reader = new PageText(file);
        reader.ReadPage(pages[page - 1].Page);
        reader.EndLine();
        return reader._lines;
    }

    private void ReadPage(PdfDictionary page)
    {
        var resources = _file.Find<PdfDictionary>(page, "Resources") ?? PdfDictionary.Empty;
        var contents = _file.Resolve(page["Contents"]) switch
        {
            PdfStream stream => [stream],
            PdfArray parts => parts.Items.Select(_file.Resolve).OfType<PdfStream>().ToList(),
            _ => new List<PdfStream>(),
        };
        // The parts are one stream; an operator may stand across two of them (7.8.2).
        using var whole = new MemoryStream();
        foreach (var part in contents)
        {
            whole.Write(_file.TryDecode(part, out var data, out _) ? data : []);
            whole.WriteByte((byte)'\n');
        }

        Read(whole.ToArray(), resources, 0);
        foreach (var annotation in _file.Find<PdfArray>(page, "Annots")?.Items ?? [])
        {
            if (_file.Resolve(annotation) is PdfDictionary dictionary
                && _file.Find<PdfDictionary>(dictionary, "AP") is { } looks
                && _file.Find<PdfStream>(looks, "N") is { } form)
            {
                ReadForm(form, resources, 0);
            }
        }
    }

    private void ReadForm(PdfStream form, PdfDictionary resources, int depth)
    {
        if (depth < MaxDepth && form.Dictionary.IsName("Subtype", "Form")
            && _file.TryDecode(form, out var data, out _))
        {
            EndLine();
            Read(data, _file.Find<PdfDictionary>(form.Dictionary, "Resources") ?? resources, depth + 1);
        }
    }

    private void Read(byte[] data, PdfDictionary resources, int depth)
    {
        var content = new ContentText(data);
        var font = FontText.Latin;
        while (_lines.Count < MaxLines && content.Next() is { } operation)
        {
            switch (operation)
            {
                case "Tf" when content.Operands is [.., string name]:
                    font = Named<PdfDictionary>(resources, "Font", name) is { } found
                        ? FontText.Of(_file, found)
                        : FontText.Latin;
                    break;
                case "Tj" or "TJ":
                    Add(content.Operands, font);
                    break;
                case "'" or "\"":
                    EndLine();
                    Add(content.Operands, font);
                    break;
                case "Td" or "TD" or "T*" or "Tm" or "ET":
                    EndLine();
                    break;
                case "Do" when content.Operands is [.., string name]
                    && Named<PdfStream>(resources, "XObject", name) is { } form:
                    ReadForm(form, resources, depth);
                    break;
                case "ID":
                    content.SkipImage();
                    break;
            }
        }

        EndLine();
    }

    private T? Named<T>(PdfDictionary resources, string kind, string name) where T : PdfObject =>
        _file.Find<PdfDictionary>(resources, kind) is { } all ? _file.Find<T>(all, name) : null;

    private void Add(List<object> operands, FontText font)
    {
        foreach (var operand in operands)
        {
            _line.Append(operand is byte[] bytes ? font.Of(bytes) : operand is " " ? " " : "");
        }
    }

    private void EndLine()
    {
        if (!string.IsNullOrWhiteSpace(_line.ToString()))
        {
            _lines.Add(_line.ToString().Trim());
        }

        _line.Clear();
    }
}
