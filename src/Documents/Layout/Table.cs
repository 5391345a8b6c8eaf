namespace Civic.Documents.Layout;

/// <summary>A ruled table; its header rows are repeated on every page.</summary>
/// <param name="ColumnWeights">The columns' widths in relation to each other.</param>
public sealed record Table(
    IReadOnlyList<double> ColumnWeights, IReadOnlyList<TableRow> Header, IReadOnlyList<TableRow> Rows)
{
    public TextStyle Style { get; init; } = new() { Size = 11, SpaceAfter = 0, LineHeight = 1.2 };
    public TextStyle HeaderStyle { get; init; } =
        new() { Size = 11, Bold = true, SpaceAfter = 0, LineHeight = 1.2, Alignment = TextAlignment.Center };

    /// <summary>Distance between border and text in points.</summary>
    public double Padding { get; init; } = 4;

    /// <summary>Width of the lines in points; 0 draws none.</summary>
    public double Border { get; init; } = 0.5;

    public double SpaceAfter { get; init; } = 6;
}

public sealed record TableRow(params IReadOnlyList<TableCell> Cells)
{
    public static TableRow Of(params string[] cells) => new([.. cells.Select(TableCell.FromString)]);
}

public sealed record TableCell(params IReadOnlyList<TextRun> Runs)
{
    /// <summary>Replaces the table's style.</summary>
    public TextStyle? Style { get; init; }

    public int ColumnSpan { get; init; } = 1;

    /// <summary>The cell names its row: a header with row scope.</summary>
    public bool RowHeader { get; init; }

    public static implicit operator TableCell(string text) => FromString(text);

    public static TableCell FromString(string text) => new([new TextRun(text)]);
}
