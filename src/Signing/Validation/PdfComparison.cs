using Civic.Documents.Objects;

namespace Civic.Signing.Validation;

/// <summary>Whether two objects of different revisions say the same, wherever they stand in the file.</summary>
internal static class PdfComparison
{
    private const int MaxDepth = 64;

    internal static bool Same(PdfObject? one, PdfObject? other) =>
        Same(one ?? PdfNull.Value, other ?? PdfNull.Value, 0);

    /// <summary>Keys whose entries differ or stand in one of the two only; null where a key stands twice.</summary>
    internal static IReadOnlyList<string>? DifferentKeys(PdfDictionary one, PdfDictionary other) =>
        one.HasDuplicateKeys || other.HasDuplicateKeys
            ? null
            : [.. one.Entries.Concat(other.Entries).Select(e => e.Key).Distinct().Where(k => !Same(one[k], other[k]))];

    private static bool Same(PdfObject one, PdfObject other, int depth)
    {
        // What is too deep to compare counts as changed.
        if (depth > MaxDepth)
        {
            return false;
        }

        return (one, other) switch
        {
            (PdfString a, PdfString b) => a.Bytes.Span.SequenceEqual(b.Bytes.Span),
            (PdfArray a, PdfArray b) => a.Count == b.Count
                && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second, depth + 1)),
            (PdfDictionary a, PdfDictionary b) => SameEntries(a, b, depth),
            (PdfStream a, PdfStream b) => a.Data.Span.SequenceEqual(b.Data.Span)
                && SameEntries(a.Dictionary, b.Dictionary, depth),
            (PdfDamaged, _) or (_, PdfDamaged) => false,
            _ => one.Equals(other),
        };
    }

    private static bool SameEntries(PdfDictionary one, PdfDictionary other, int depth) =>
        one.Entries.Count == other.Entries.Count && !one.HasDuplicateKeys && !other.HasDuplicateKeys
        && one.Entries.All(e => other[e.Key] is { } found && Same(e.Value, found, depth + 1));
}
