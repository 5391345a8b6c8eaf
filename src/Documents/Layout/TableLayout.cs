namespace Civic.Documents.Layout;

/// <summary>A table as row strips; header cells carry their scope (ISO 14289-1, 7.5).</summary>
internal static class TableLayout
{
    public static void Add(Table table, double width, StructElement parent, Layouter layouter, List<Strip> strips)
    {
        var element = parent.Add("Table");
        var total = table.ColumnWeights.Sum();
        double[] widths = [.. table.ColumnWeights.Select(weight => width * weight / total)];
        List<RowStrip> header =
            [.. table.Header.Select(row => Row(table, row, widths, element, layouter, isHeader: true, []))];
        foreach (var row in header)
            row.KeepWithNext = true;
        strips.AddRange(header);
        foreach (var row in table.Rows)
            strips.Add(Row(table, row, widths, element, layouter, isHeader: false, header));
        strips.Add(new SpaceStrip(table.SpaceAfter));
    }

    private static RowStrip Row(Table table, TableRow row, double[] widths, StructElement parent, Layouter layouter,
        bool isHeader, IReadOnlyList<RowStrip> repeated)
    {
        if (row.Cells.Sum(cell => cell.ColumnSpan) != widths.Length)
            throw new ArgumentException("A row's cells must fill the table's columns.", nameof(row));
        var element = parent.Add("TR");
        var (column, left, cells) = (0, 0.0, new List<RowCell>());
        foreach (var cell in row.Cells)
        {
            var cellWidth = widths.AsSpan(column, cell.ColumnSpan).ToArray().Sum();
            var tag = element.Add(isHeader || cell.RowHeader ? "TH" : "TD");
            tag.Attributes = Attributes(cell, isHeader);
            var style = cell.Style ?? (isHeader ? table.HeaderStyle : table.Style);
            var lines = layouter.Lines(cell.Runs, style, cellWidth - 2 * table.Padding, tag);
            cells.Add(new RowCell(left, cellWidth, lines));
            column += cell.ColumnSpan;
            left += cellWidth;
        }
        return new RowStrip(cells, table.Padding, table.Border, isHeader) { RepeatedHeader = repeated };
    }

    private static string? Attributes(TableCell cell, bool isHeader)
    {
        var scope = isHeader ? " /Scope /Column" : cell.RowHeader ? " /Scope /Row" : "";
        var span = cell.ColumnSpan > 1 ? " /ColSpan " + cell.ColumnSpan : "";
        return scope.Length + span.Length == 0 ? null : "/O /Table" + scope + span;
    }
}
