namespace Civic.Documents.Layout;

/// <summary>Where a cell stands in its row and what is in it.</summary>
internal sealed record RowCell(double Left, double Width, IReadOnlyList<Strip> Strips);

/// <summary>Cells side by side: a table's row, or columns. Split over pages only where a page can't hold it.</summary>
internal sealed class RowStrip(IReadOnlyList<RowCell> cells, double padding, double border, bool shaded) : Strip
{
    private static readonly PdfColor HeaderShade = new(0xEE, 0xEE, 0xEE);

    public override double Height { get; } = cells.Max(cell => Total(cell.Strips)) + 2 * padding;

    /// <summary>The table's header rows, to be drawn again at the top of a new page.</summary>
    public IReadOnlyList<RowStrip> RepeatedHeader { get; init; } = [];

    public override void Draw(PageCanvas canvas, double x, double top)
    {
        if (shaded)
        {
            canvas.Artifact();
            foreach (var cell in cells)
                canvas.Rectangle(x + cell.Left, top, cell.Width, Height, HeaderShade);
        }
        foreach (var cell in cells)
            DrawAll(cell.Strips, canvas, x + cell.Left + padding, top + padding);
        if (border <= 0)
            return;
        canvas.Artifact();
        foreach (var cell in cells)
            canvas.Frame(x + cell.Left, top, cell.Width, Height, border);
    }

    /// <returns>What fits into the height and what is left, or null where nothing fits.</returns>
    public (RowStrip Fitting, RowStrip Remaining)? Split(double available)
    {
        var (first, rest, progress) = (new List<RowCell>(), new List<RowCell>(), false);
        foreach (var cell in cells)
        {
            var (count, used) = (0, 2 * padding);
            while (count < cell.Strips.Count && used + cell.Strips[count].Height <= available)
                used += cell.Strips[count++].Height;
            progress |= count > 0;
            first.Add(cell with { Strips = [.. cell.Strips.Take(count)] });
            rest.Add(cell with { Strips = [.. cell.Strips.Skip(count)] });
        }
        return progress ? (Part(first), Part(rest)) : null;
    }

    private RowStrip Part(IReadOnlyList<RowCell> part) =>
        new(part, padding, border, shaded) { Left = Left, RepeatedHeader = RepeatedHeader };
}
