using Civic.Documents.Fonts;

namespace Civic.Documents.Layout;

/// <summary>
/// An A4 document that people, screen readers and archives can read alike: PDF 1.7, PDF/A-2a (ISO 19005-2) and PDF/UA-1
/// (ISO 14289-1), with its signature fields declared. The same content gives the same bytes.
/// </summary>
public sealed class TaggedDocument(DocumentProperties properties, PageSetup? setup = null)
{
    private readonly PageSetup _setup = setup ?? new PageSetup();

    /// <summary>What is printed.</summary>
    public Flow Body { get; } = new();

    /// <summary>Usually none; with one the document is PDF/A-3a instead of PDF/A-2a.</summary>
    public AssociatedFile? Data { get; init; }

    /// <returns>The whole file.</returns>
    /// <exception cref="ArgumentException">
    /// A character has no glyph, a block is taller than a page, a row does not fill its table, or two signature fields
    /// have one name, or the data's name is not ASCII.
    /// </exception>
    public byte[] Render()
    {
        var fonts = new DocumentFonts();
        var layouter = new Layouter(fonts);
        var root = new StructElement("Document", null);
        using var paginator = new Paginator(_setup);
        paginator.Place(layouter.Lay(Body.Blocks, _setup.ContentWidth, root));
        AddPageNumbers(paginator.Pages, layouter);
        using var writer = new DocumentWriter(properties, paginator.Pages, root, fonts) { Data = Data };
        return writer.Write();
    }

    private void AddPageNumbers(IReadOnlyList<PageCanvas> pages, Layouter layouter)
    {
        foreach (var page in pages)
        {
            var number = page.Index + 1;
            if (_setup.ContinuationLabel is { } head && number > 1)
                Repeat(page, layouter, $"{head}{number}", _setup.Top - 24, page.Header);
            if (_setup.FooterLabel is { } foot)
                Repeat(page, layouter, $"{foot}{number}/{pages.Count}",
                    PageSetup.Height - _setup.Bottom + 14, page.Footer);
            page.Close();
        }
    }

    private void Repeat(PageCanvas page, Layouter layouter, string text, double top, Action open)
    {
        var style = new TextStyle { Size = 10, Color = PdfColor.Grey, Alignment = TextAlignment.Center };
        var line = layouter.Lines([text], style, _setup.ContentWidth, new StructElement("NonStruct", null))[0];
        page.Repeating = true;
        open();
        line.Draw(page, _setup.Left + line.Left, top);
        page.Repeating = false;
    }
}
