using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Signing.Validation;

/// <summary>
/// What revisions after the first signed one did. Harmless are the filling of declared signature fields, validation
/// data (DSS) and document time stamps (ISO 32000-2, 12.8.4 and 12.8.5); everything else may show the reader something
/// that nobody has signed.
/// </summary>
internal static class RevisionChanges
{
    private static readonly string[] CatalogGrowth = ["DSS", "Extensions"];

    /// <param name="file">As it came.</param>
    /// <param name="firstSigned">Number of the earliest revision that a signature covers.</param>
    internal static List<ChangeReport> After(PdfFile file, int firstSigned)
    {
        var changes = new List<ChangeReport>();
        for (var i = firstSigned; i < file.Revisions.Count; i++)
        {
            var (before, after) = (ViewOf(file, i - 1), ViewOf(file, i));
            if (before is null || after is null)
            {
                changes.Add(Changes.Of(file.Revisions[i].Number, Changes.Unreadable));
                continue;
            }

            changes.AddRange(new RevisionStep(before, after, file.Revisions[i]).Changes());
        }

        if (file.TrailingBytes > 0)
        {
            var rest = file.Bytes.Span[(int)file.Revisions[^1].EndOffset..];
            changes.Add(Changes.Of(file.Revisions[^1].Number,
                rest.ContainsAnyExcept(" \r\n\t\0"u8) ? Changes.TrailingBytes : Changes.TrailingBlanks));
        }

        return changes;
    }

    private static PdfFile? ViewOf(PdfFile file, int revision) =>
        PdfFile.TryRead(file.Bytes[..(int)file.Revisions[revision].EndOffset], out var view, out _) ? view : null;

    /// <summary>One update: the file before and after it.</summary>
    private sealed class RevisionStep(PdfFile before, PdfFile after, PdfRevision revision)
    {
        private readonly HashSet<int> _dangling = DanglingReferences.Of(before);

        internal IEnumerable<ChangeReport> Changes()
        {
            if (!PdfComparison.Same(before.Trailer["Root"], after.Trailer["Root"])
                || !PdfComparison.Same(before.Trailer["Info"], after.Trailer["Info"]))
            {
                yield return Validation.Changes.Of(revision.Number, Validation.Changes.RootReplaced);
            }

            foreach (var change in revision.Changes)
            {
                if (CodeOf(change) is { } code)
                {
                    yield return Validation.Changes.Of(revision.Number, code, $"{change.Number} {change.Generation}");
                }
            }
        }

        private string? CodeOf(PdfObjectChange change) => change.Kind switch
        {
            PdfObjectChangeKind.Freed when change.Number == 0 => null,
            PdfObjectChangeKind.Freed => Validation.Changes.ObjectRemoved,
            PdfObjectChangeKind.Added => _dangling.Contains(change.Number) ? Validation.Changes.ObjectChanged : null,
            _ => CodeOfChanged(change.Number),
        };

        private string? CodeOfChanged(int number)
        {
            var (old, now) = (before.Object(number), after.Object(number));
            if (PdfComparison.Same(old, now))
            {
                return null;
            }

            if (FieldAt(before, number) is { } field)
            {
                return SignatureFilled(field, FieldAt(after, number));
            }

            if (old is PdfArray or PdfDictionary && now is PdfArray or PdfDictionary && IsKnownGrowth(number, old, now))
            {
                return Validation.Changes.ValidationData;
            }

            return Validation.Changes.ObjectChanged;
        }

        private static string SignatureFilled(PdfSignatureField old, PdfSignatureField? now)
        {
            if (old.Value is not null)
            {
                return Validation.Changes.SignedFieldChanged;
            }

            return now?.Value is not null && now.Name == old.Name
                && PdfComparison.DifferentKeys(old.Dictionary, now.Dictionary) is { } keys
                && keys.All(k => k is "V" or "AP")
                    ? Validation.Changes.SignatureFilled
                    : Validation.Changes.ObjectChanged;
        }

        /// <summary>The catalog, the form or a page, grown by nothing but DSS and document time stamps.</summary>
        private bool IsKnownGrowth(int number, PdfObject old, PdfObject now)
        {
            if (IsReferenceTo(before.Trailer["Root"], number))
            {
                return Differences(old, now) is { } keys && keys.All(k => CatalogGrowth.Contains(k)
                    || (k == "AcroForm" && IsFormGrowth(before.Find<PdfDictionary>((PdfDictionary)old, k),
                        after.Find<PdfDictionary>((PdfDictionary)now, k))));
            }

            if (IsReferenceTo(before.Catalog["AcroForm"], number))
            {
                return IsFormGrowth(old as PdfDictionary, now as PdfDictionary);
            }

            if (IsReferenceTo(before.Catalog["DSS"], number))
            {
                return true;
            }

            var isPage = before.Pages().Any(p => p.Reference.Number == number);
            return isPage
                ? Differences(old, now) is ["Annots"] && IsStampGrowth(
                    before.Resolve(((PdfDictionary)old)["Annots"]), after.Resolve(((PdfDictionary)now)["Annots"]))
                : IsListOfWidgets(number) && IsStampGrowth(old, now);
        }

        private bool IsListOfWidgets(int number) => before.Pages().Any(p => IsReferenceTo(p.Page["Annots"], number))
            || (before.Resolve(before.Catalog["AcroForm"]) is PdfDictionary form
                && IsReferenceTo(form["Fields"], number));

        private bool IsFormGrowth(PdfDictionary? old, PdfDictionary? now) => old is not null && now is not null
            && PdfComparison.DifferentKeys(old, now) is { } keys
            && keys.All(k => k == "SigFlags" || (k == "Fields" && IsStampGrowth(
                before.Resolve(old[k]), after.Resolve(now[k]))));

        /// <summary>The old list, followed only by fields of document time stamps that show nothing.</summary>
        private bool IsStampGrowth(PdfObject old, PdfObject now) =>
            (old is PdfNull ? new PdfArray([]) : old) is PdfArray first && now is PdfArray second
            && second.Count >= first.Count
            && first.Items.Zip(second.Items).All(pair => PdfComparison.Same(pair.First, pair.Second))
            && second.Items.Skip(first.Count).All(item => item is PdfReference reference
                && FieldAt(after, reference.Number) is { Value.SubFilter: "ETSI.RFC3161" } stamp && IsInvisible(stamp));

        private bool IsInvisible(PdfSignatureField field) =>
            after.Find<PdfArray>(field.Dictionary, "Rect") is not { } rect
            || rect.Items.All(i => i is PdfInteger { Value: 0 } or PdfReal { Value: 0 });

        private static IReadOnlyList<string>? Differences(PdfObject old, PdfObject now) =>
            old is PdfDictionary one && now is PdfDictionary other ? PdfComparison.DifferentKeys(one, other) : null;

        private static PdfSignatureField? FieldAt(PdfFile file, int number) =>
            file.SignatureFields.FirstOrDefault(f => f.Reference?.Number == number);

        private static bool IsReferenceTo(PdfObject? value, int number) =>
            value is PdfReference reference && reference.Number == number;
    }
}
