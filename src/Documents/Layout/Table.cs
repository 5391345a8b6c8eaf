namespace Civic.Documents.Layout;

/// <summary>A ruled table; its header rows are repeated on every page.</summary>
/// <param name="ColumnWeights">The columns' widths in relation to each other.</param>
public sealed record Table(
    IReadOnlyList<double> ColumnWeights, IReadOnlyList<TableRow> Header, IReadOnlyList<TableRow> Rows)
{
    /// <summary>Of the body's cells.</summary>
    public TextStyle Style { get; init; } = new() { Size = 11, SpaceAfter = 0, LineHeight = 1.2 };

    /// <summary>Of the header rows' cells.</summary>
    public TextStyle HeaderStyle { get; init; } =
        new() { Size = 11, Bold = true, SpaceAfter = 0, LineHeight = 1.2, Alignment = TextAlignment.Center };

    /// <summary>Distance between border and text in points.</summary>
    public double Padding { get; init; } = 4;

    /// <summary>Width of the lines in points; 0 draws none.</summary>
    public double Border { get; init; } = 0.5;

    /// <summary>Room below the table in points.</summary>
    public double SpaceAfter { get; init; } = 6;
}

/// <summary>A row; its cells and their spans fill the columns exactly.</summary>
public sealed record TableRow(params IReadOnlyList<TableCell> Cells)
{
    /// <summary>A row of plain texts.</summary>
    public static TableRow Of(params string[] cells) => new([.. cells.Select(TableCell.FromString)]);
}

/// <summary>A cell with one paragraph.</summary>
public sealed record TableCell(params IReadOnlyList<TextRun> Runs)
{
    /// <summary>Replaces the table's style.</summary>
    public TextStyle? Style { get; init; }

    /// <summary>How many columns it takes.</summary>
    public int ColumnSpan { get; init; } = 1;

    /// <summary>The cell names its row: a header with row scope.</summary>
    public bool RowHeader { get; init; }

    /// <summary>A cell of plain text.</summary>
    public static implicit operator TableCell(string text) => FromString(text);

    /// <summary>A cell of plain text.</summary>
    public static TableCell FromString(string text) => new([new TextRun(text)]);
}
