using Civic.Documents.Objects;

namespace Civic.Signing.Validation.Revisions;

/// <summary>Whether two objects of different revisions say the same, wherever they stand in the file.</summary>
internal static class PdfComparison
{
    private const int MaxDepth = 64;

    /// <summary>Larger dictionaries are compared through an index.</summary>
    private const int Small = 32;

    internal static bool Same(PdfObject? one, PdfObject? other) =>
        Same(one ?? PdfNull.Value, other ?? PdfNull.Value, 0);

    /// <summary>Keys whose entries differ or stand in one of the two only; null where a key stands twice.</summary>
    internal static IReadOnlyList<string>? DifferentKeys(PdfDictionary one, PdfDictionary other)
    {
        if (one.HasDuplicateKeys || other.HasDuplicateKeys)
        {
            return null;
        }

        var (before, after) = (Index(one), Index(other));
        return [.. before.Keys.Union(after.Keys)
            .Where(k => !Same(before.GetValueOrDefault(k), after.GetValueOrDefault(k)))];
    }

    private static Dictionary<string, PdfObject> Index(PdfDictionary dictionary) =>
        dictionary.Entries.ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);

    private static bool Same(PdfObject one, PdfObject other, int depth)
    {
        if (ReferenceEquals(one, other))
        {
            return true;
        }

        // What is too deep to compare counts as changed.
        if (depth > MaxDepth)
        {
            return false;
        }

        return (one, other) switch
        {
            (PdfString a, PdfString b) => a.Bytes.Span.SequenceEqual(b.Bytes.Span),
            (PdfArray a, PdfArray b) => SameItems(a, b, depth),
            (PdfDictionary a, PdfDictionary b) => SameEntries(a, b, depth),
            (PdfStream a, PdfStream b) => a.Data.Span.SequenceEqual(b.Data.Span)
                && SameEntries(a.Dictionary, b.Dictionary, depth),
            (PdfDamaged, _) or (_, PdfDamaged) => false,
            _ => one.Equals(other),
        };
    }

    private static bool SameItems(PdfArray one, PdfArray other, int depth)
    {
        if (one.Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < one.Count; i++)
        {
            if (!Same(one[i], other[i], depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameEntries(PdfDictionary one, PdfDictionary other, int depth)
    {
        if (one.Entries.Count != other.Entries.Count || one.HasDuplicateKeys || other.HasDuplicateKeys)
        {
            return false;
        }

        var index = one.Entries.Count > Small ? Index(other) : null;
        return one.Entries.All(e =>
            (index is null ? other[e.Key] : index.GetValueOrDefault(e.Key)) is { } found
            && Same(e.Value, found, depth + 1));
    }
}
