using Civic.Documents.Reading;

namespace Civic.Signing.Validation.Revisions;

/// <summary>
/// What revisions after the first signed one did. Harmless are the filling of declared signature fields, validation
/// data (DSS) and document time stamps (ISO 32000-2, 12.8.4 and 12.8.5), and what nothing shows; everything else may
/// show the reader something that nobody has signed.
/// </summary>
internal static class RevisionChanges
{
    /// <summary>A file with more changes than this is not described further.</summary>
    private const int MaxChanges = 500;

    /// <param name="file">As it came.</param>
    /// <param name="firstSigned">Number of the earliest revision that a signature covers.</param>
    internal static List<ChangeReport> After(PdfFile file, int firstSigned)
    {
        var changes = new List<ChangeReport>();
        for (var i = firstSigned; i <= file.Revisions.Count && changes.Count < MaxChanges; i++)
        {
            if (i > firstSigned)
            {
                AddStep(changes, file, i);
            }

            // Checked for the signed revision too: the one seen when signing may have been another.
            if (!file.Revisions[i - 1].IsPointedTo)
            {
                changes.Add(Changes.Of(i, Changes.IndexSwitched));
            }
        }

        if (file.TrailingBytes > 0 && firstSigned <= file.Revisions.Count)
        {
            var rest = file.Bytes.Span[(int)file.Revisions[^1].EndOffset..];
            changes.Add(Changes.Of(file.Revisions.Count,
                rest.ContainsAnyExcept(" \r\n\t\0"u8) ? Changes.TrailingBytes : Changes.TrailingBlanks));
        }

        return changes;
    }

    private static void AddStep(List<ChangeReport> changes, PdfFile file, int number)
    {
        var revision = file.Revisions[number - 1];
        if (revision.HasDuplicates)
        {
            changes.Add(Changes.Of(number, Changes.DuplicateObject));
        }

        if (file.StrayPlace(number) is not null)
        {
            changes.Add(Changes.Of(number, Changes.UnindexedBytes));
        }

        if (file.AsOf(number - 1) is not { } before || file.AsOf(number) is not { } after)
        {
            changes.Add(Changes.Of(number, Changes.Unreadable));
            return;
        }

        changes.AddRange(new RevisionStep(before, after, revision).Changes().Take(MaxChanges - changes.Count + 1));
    }
}
