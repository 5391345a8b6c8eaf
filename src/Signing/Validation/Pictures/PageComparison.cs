namespace Civic.Signing.Validation.Pictures;

/// <summary>A page as it was signed and as it is now, for people to see.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Before">PNG; null where the page could not be drawn, or was not there.</param>
internal sealed record PageComparison(int Page, byte[]? Before, byte[]? After)
{
    /// <summary>Where nothing could be drawn: what the text of the page lost and gained.</summary>
    internal TextDifference? Text { get; private init; }

    /// <summary>Many changes show nothing by themselves, or only on another page.</summary>
    internal bool LooksSame => Before is not null && After is not null && Before.AsSpan().SequenceEqual(After);

    internal static string Address(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    /// <returns>Null where nothing was altered after signing.</returns>
    internal static async Task<PageComparison?> OfAsync(ValidationReport report, ReadOnlyMemory<byte> pdf,
        PageRenderer renderer, CancellationToken cancellation)
    {
        var altering = report.Changes.Where(c => c.AltersContent).ToList();
        if (altering.Count == 0 || report.SignedLength is not { } signed)
        {
            return null;
        }

        var page = altering.Select(c => c.Page).FirstOrDefault(p => p > 0, 1);
        var (before, after) = (renderer.RenderAsync(pdf[..(int)signed], page, cancellation),
            renderer.RenderAsync(pdf, page, cancellation));
        var comparison = new PageComparison(page, await before, await after);
        return comparison is { Before: null, After: null }
            ? comparison with
            {
                Text = TextDifference.Of(PageText.LinesOf(pdf[..(int)signed], page), PageText.LinesOf(pdf, page)),
            }
            : comparison;
    }
}
