namespace Civic.Signing.Validation.Pictures;

/// <summary>What a page's text lost and gained after signing, for where no program is there to draw it.</summary>
internal sealed record TextDifference(IReadOnlyList<string> Gone, IReadOnlyList<string> Added)
{
    private const int MaxShown = 50;

    internal static TextDifference Of(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        new([.. Without(before, after).Take(MaxShown)], [.. Without(after, before).Take(MaxShown)]);

    /// <summary>The lines of one that the other has not, each as often as it is missing.</summary>
    private static IEnumerable<string> Without(IReadOnlyList<string> lines, IReadOnlyList<string> others)
    {
        var left = others.CountBy(l => l).ToDictionary();
        foreach (var line in lines)
        {
            if (left.TryGetValue(line, out var count) && count > 0)
            {
                left[line] = count - 1;
            }
            else
            {
                yield return line;
            }
        }
    }
}
