namespace Civic.Documents.Layout;

/// <summary>What a <see cref="Flow"/> collects, before it has a place.</summary>
internal abstract record Block;

internal sealed record TextBlock(string Role, IReadOnlyList<TextRun> Runs, TextStyle Style) : Block
{
    /// <summary>Null for a text that is one document's own.</summary>
    public KeptLines? Kept { get; init; }
}

internal sealed record SpaceBlock(double Height) : Block;

internal sealed record RuleBlock(double? Width, double Thickness, TextAlignment Alignment) : Block;

internal sealed record ListBlock(IReadOnlyList<ListEntry> Entries, TextStyle Style) : Block;

internal sealed record TableBlock(Table Table) : Block;

internal sealed record QrBlock(string Content, double Size, string AlternateText, TextAlignment Alignment) : Block;

internal sealed record SignatureFieldBlock(SignatureBox Box) : Block;

internal sealed record ColumnsBlock(IReadOnlyList<(double Weight, IReadOnlyList<Block> Blocks)> Columns) : Block;

internal sealed record KeepTogetherBlock(IReadOnlyList<Block> Blocks) : Block;

internal sealed record FixedBlock(double Left, double Top, double Width, IReadOnlyList<Block> Blocks) : Block;

internal sealed record PageBreakBlock : Block;
