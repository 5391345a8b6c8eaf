using Civic.Documents.Writing;

namespace Civic.Documents.Layout;

/// <summary>A node of the structure tree (ISO 32000-1, 14.7.2); its kids stand in reading order.</summary>
internal sealed class StructElement(string type, StructElement? parent)
{
    // Most elements hold one thing: a line's mark or a paragraph.
    private readonly List<Kid> _kids = new(1);

    public int Number { get; private set; }
    public string? Alternate { get; init; }
    public string? Language { get; init; }

    /// <summary>The attribute object (14.8.5), already spelled.</summary>
    public string? Attributes { get; set; }

    public string Type => type;

    public StructElement Add(string childType, string? alternate = null, string? language = null)
    {
        var child = new StructElement(childType, this) { Alternate = alternate, Language = language };
        _kids.Add(new Kid(child, 0, 0));
        return child;
    }

    public void AddMark(int page, int mark) => _kids.Add(new Kid(null, page, mark));

    public void AddAnnotation(SignatureWidget widget) => _kids.Add(new Kid(widget, widget.Page, 0));

    public void Reserve(IObjectSink sink)
    {
        Number = sink.Reserve();
        foreach (var kid in _kids)
            (kid.Target as StructElement)?.Reserve(sink);
    }

    public void Write(IObjectSink sink, int root, IReadOnlyList<PageCanvas> pages)
    {
        var target = sink.Begin(Number).Raw("<</S /"u8).Ascii(type).Raw(" /P "u8).Reference(parent?.Number ?? root);
        if (Alternate is not null)
            target.Raw(" /Alt "u8).Text(Alternate);
        if (Language is not null)
            target.Raw(" /Lang "u8).Text(Language);
        if (Attributes is not null)
            target.Raw(" /A <<"u8).Ascii(Attributes).Raw(">>"u8);
        WriteKids(target, pages);
        sink.End();
        foreach (var kid in _kids)
            (kid.Target as StructElement)?.Write(sink, root, pages);
    }

    private void WriteKids(PdfBuffer target, IReadOnlyList<PageCanvas> pages)
    {
        var first = _kids.FindIndex(kid => kid.Target is not StructElement);
        var firstPage = first < 0 ? -1 : _kids[first].Page;
        if (firstPage >= 0)
            target.Raw(" /Pg "u8).Reference(pages[firstPage].Number);
        target.Raw(" /K ["u8);
        foreach (var kid in _kids)
        {
            if (kid.Target is StructElement element)
                target.Reference(element.Number);
            else if (kid.Target is SignatureWidget widget)
                target.Raw("<</Type /OBJR /Pg "u8).Reference(pages[kid.Page].Number)
                    .Raw(" /Obj "u8).Reference(widget.Number).Raw(">>"u8);
            else if (kid.Page == firstPage)
                target.Integer(kid.Mark);
            else
                target.Raw("<</Type /MCR /Pg "u8).Reference(pages[kid.Page].Number)
                    .Raw(" /MCID "u8).Integer(kid.Mark).Raw(">>"u8);
            target.Raw(" "u8);
        }
        target.Raw("]>>"u8);
    }

    /// <param name="Target">An element, a widget, or null for a mark on a page.</param>
    private readonly record struct Kid(object? Target, int Page, int Mark);
}

/// <summary>A declared signature field, merged with its only widget; lengths from the page's top left corner.</summary>
internal sealed class SignatureWidget(SignatureBox box, StructElement element, int page, double left, double top)
{
    public SignatureBox Box => box;
    public StructElement Element => element;
    public int Page => page;
    public double Left => left;
    public double Top => top;
    public int Number { get; set; }
}
