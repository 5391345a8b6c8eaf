using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Found = Civic.Signing.Validation.Revisions.Changes;

namespace Civic.Signing.Validation.Revisions;

/// <summary>What an update did to the form, the pages' widgets and the signature fields among them.</summary>
internal sealed class FormGrowth(PdfFile before, PdfFile after)
{
    private const int Hidden = 2;

    /// <summary>What programs write into a declared field when they sign it; none of it leaves its rectangle.</summary>
    private static readonly string[] Filling = ["V", "AP", "F", "P", "Type", "M", "MK", "DA"];

    private readonly Dictionary<int, PdfSignatureField> _before = Fields(before);
    private readonly Dictionary<int, PdfSignatureField> _after = Fields(after);

    /// <summary>Names of fields that were signed and are not any more.</summary>
    internal IEnumerable<string> RemovedSignatures() => before.SignatureFields
        .Where(f => f.Value is not null && !after.SignatureFields.Any(g => g.Name == f.Name && g.Value is not null))
        .Select(f => f.Name);

    /// <summary>Whether a field, or the field of a widget, was empty before and is signed now.</summary>
    internal bool IsFilledNow(int field) => _before.TryGetValue(field, out var old) && old.Value is null
        && _after.TryGetValue(field, out var now) && now.Value is not null && now.Name == old.Name;

    internal string? OfForm(PdfObject old, PdfObject now)
    {
        if (now is not PdfDictionary other || (old is PdfNull ? PdfDictionary.Empty : old) is not PdfDictionary one
            || PdfComparison.DifferentKeys(one, other) is not { } keys)
        {
            return Found.FieldChanged;
        }

        string? worst = null;
        foreach (var key in keys)
        {
            var code = key switch
            {
                "SigFlags" => Found.TimestampAdded,
                "Fields" => OfFields(before.Resolve(one[key]), after.Resolve(other[key])),
                // Defaults for the looks of fields matter to nothing where there was no form.
                "DA" or "DR" when one.Entries.Count == 0 => null,
                _ => Found.FieldChanged,
            };
            worst = Worse(worst, code);
        }

        return worst;
    }

    internal string? OfFields(PdfObject old, PdfObject now) => Growth(old, now, Found.FieldAdded, Found.FieldRemoved);

    internal string? OfAnnotations(PdfObject old, PdfObject now) =>
        Growth(old, now, Found.AnnotationAdded, Found.AnnotationRemoved);

    internal string? OfPage(PdfObject old, PdfObject now)
    {
        if (old is not PdfDictionary one || now is not PdfDictionary other
            || PdfComparison.DifferentKeys(one, other) is not { } keys)
        {
            return Found.Page;
        }

        return keys.All(k => k is "Annots" or "Tabs" or "StructParents") && keys.Contains("Annots")
            ? OfAnnotations(before.Resolve(one["Annots"]), after.Resolve(other["Annots"]))
            : keys.Contains("Contents") ? Found.PageContent
            : keys.Contains("Resources") ? Found.Resource : Found.Page;
    }

    internal string OfSignatureField(int number, PdfObject old, PdfObject now)
    {
        if (old is not PdfDictionary one || now is not PdfDictionary other
            || PdfComparison.DifferentKeys(one, other) is not { } keys)
        {
            return Found.SignedFieldChanged;
        }

        if (keys.Contains("Rect") || (keys.Contains("P") && one["P"] is not null))
        {
            return Found.SignatureMoved;
        }

        var wasSigned = _before.TryGetValue(number, out var field) && field.Value is not null;
        return wasSigned ? keys.Contains("AP") && keys.Count == 1 ? Found.SignatureLook : Found.SignedFieldChanged
            : IsFilledNow(number) && keys.All(k => Filling.Contains(k)) ? Found.SignatureFilled : Found.FieldChanged;
    }

    /// <summary>The old list, followed by new signature fields; anything else is something that was put in.</summary>
    private string? Growth(PdfObject old, PdfObject now, string added, string removed)
    {
        if ((old is PdfNull ? new PdfArray([]) : old) is not PdfArray first || now is not PdfArray second
            || second.Count < first.Count)
        {
            return removed;
        }

        for (var i = 0; i < first.Count; i++)
        {
            if (!PdfComparison.Same(first[i], second[i]))
            {
                return removed;
            }
        }

        string? worst = null;
        foreach (var item in second.Items.Skip(first.Count))
        {
            worst = Worse(worst, item is PdfReference reference ? OfNew(reference.Number, added) : added);
        }

        return worst;
    }

    private string OfNew(int number, string added)
    {
        if (!_after.TryGetValue(number, out var field) || _before.ContainsKey(number))
        {
            return added;
        }

        return !IsInvisible(after.Object(number) as PdfDictionary) ? Found.SignatureShown
            : field.Value?.SubFilter == "ETSI.RFC3161" ? Found.TimestampAdded : Found.SignatureFieldAdded;
    }

    /// <summary>An annotation without height or width shows nothing (ISO 32000-1, 12.5.5).</summary>
    private bool IsInvisible(PdfDictionary? widget)
    {
        if (widget is null || widget.HasDuplicateKeys)
        {
            return false;
        }

        // A field whose widgets are its kids shows nothing by itself; they are members of a page's list.
        if (widget["Rect"] is null && widget["Subtype"] is null)
        {
            return true;
        }

        var isHidden = after.Find<PdfInteger>(widget, "F") is { Value: var flags } && (flags & Hidden) != 0;
        return isHidden || (after.Find<PdfArray>(widget, "Rect") is { Count: 4 } rect
            && (Side(rect, 0) == Side(rect, 2) || Side(rect, 1) == Side(rect, 3)));
    }

    private double Side(PdfArray rect, int index) => after.Resolve(rect[index]) switch
    {
        PdfInteger integer => integer.Value,
        PdfReal real => real.Value,
        // Not a number is equal to nothing, so that the field counts as visible.
        _ => double.NaN,
    };

    private static string? Worse(string? one, string? other) =>
        one is null || (other is not null && Found.Of(1, other).AltersContent && !Found.Of(1, one).AltersContent)
            ? other
            : one;

    /// <summary>Signature fields by the number of their object and of each of their widgets.</summary>
    private static Dictionary<int, PdfSignatureField> Fields(PdfFile file)
    {
        var fields = new Dictionary<int, PdfSignatureField>();
        foreach (var field in file.SignatureFields.Where(f => f.Reference is not null))
        {
            fields.TryAdd(field.Reference!.Number, field);
            foreach (var kid in file.Find<PdfArray>(field.Dictionary, "Kids")?.Items.OfType<PdfReference>() ?? [])
            {
                fields.TryAdd(kid.Number, field);
            }
        }

        return fields;
    }
}
