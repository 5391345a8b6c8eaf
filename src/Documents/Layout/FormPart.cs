using Civic.Documents.Fonts;

namespace Civic.Documents.Layout;

/// <summary>
/// What all documents of one form say alike, such as its title and legal basis: built once, and its texts shaped and
/// broken into lines once. It may be used by many documents at a time.
/// </summary>
public sealed class FormPart
{
    /// <param name="content">Called once.</param>
    public FormPart(Action<Flow> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var flow = new Flow();
        content(flow);
        Blocks = [.. flow.Blocks.Select(
            block => block is TextBlock text ? text with { Kept = new KeptLines() } : block)];
    }

    internal IReadOnlyList<Block> Blocks { get; }
}

/// <summary>A text's lines at the width where it stood last.</summary>
internal sealed class KeptLines
{
    private volatile Kept? _last;

    public BrokenText Of(TextBlock block, double width, DocumentFonts fonts)
    {
        if (_last is { } last && last.Width == width)
        {
            fonts.Use(last.Broken.Text.Runs);
            return last.Broken;
        }
        var broken = BrokenText.Of(block.Runs, block.Style, width, fonts);
        // A letter outside the presets has a code in this one document's font alone.
        if (DocumentFonts.ArePreset(broken.Text.Runs))
            _last = new Kept(width, broken);
        return broken;
    }

    private sealed record Kept(double Width, BrokenText Broken);
}
