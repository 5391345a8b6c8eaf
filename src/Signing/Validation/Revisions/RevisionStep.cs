using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Found = Civic.Signing.Validation.Revisions.Changes;

namespace Civic.Signing.Validation.Revisions;

/// <summary>One update: the file before and after it, object by object.</summary>
internal sealed class RevisionStep(PdfFile before, PdfFile after, PdfRevision revision)
{
    private readonly RoleMap _roles = RoleMap.Of(before);
    private readonly FormGrowth _form = new(before, after);

    internal IEnumerable<ChangeReport> Changes()
    {
        if (!PdfComparison.Same(before.Trailer["Root"], after.Trailer["Root"]))
        {
            yield return Found.Of(revision.Number, Found.RootReplaced);
        }

        if (!PdfComparison.Same(before.Trailer["Info"], after.Trailer["Info"])
            && MetadataChange.OfInformation(before.Resolve(before.Trailer["Info"]),
                after.Resolve(after.Trailer["Info"])) is { } information)
        {
            yield return Found.Of(revision.Number, information);
        }

        foreach (var field in _form.RemovedSignatures())
        {
            yield return Found.Of(revision.Number, Found.SignatureRemoved, field);
        }

        foreach (var change in revision.Changes)
        {
            var place = _roles.Find(change.Number);
            if (CodeOf(change, place) is { } code)
            {
                yield return Found.Of(revision.Number, code, $"{change.Number} {change.Generation}", place?.Page ?? 0);
            }
        }
    }

    private string? CodeOf(PdfObjectChange change, Place? place) => (change.Kind, place) switch
    {
        // New, and nothing referred to it: only something else that changed can lead to it.
        (PdfObjectChangeKind.Added, null) => null,
        (PdfObjectChangeKind.Freed, null) => null,
        (PdfObjectChangeKind.Freed, { Role: Role.ValidationData }) => Found.ValidationData,
        (PdfObjectChangeKind.Freed, { } known) => RemovedCode(known.Role),
        (PdfObjectChangeKind.Added, { Role: Role.ValidationData }) => Found.ValidationData,
        (PdfObjectChangeKind.Added, { } known) => CodeOfRole(known.Role),
        _ => CodeOfChanged(change.Number, place),
    };

    private string? CodeOfChanged(int number, Place? place)
    {
        var (old, now) = (before.Object(number), after.Object(number));
        if (PdfComparison.Same(old, now))
        {
            return null;
        }

        return now is PdfDictionary { HasDuplicateKeys: true } or PdfStream { Dictionary.HasDuplicateKeys: true }
            ? Found.DuplicateKeys
            : place switch
            {
                null => Found.UnusedObject,
                { Role: Role.ValidationData } => Found.ValidationData,
                { Role: Role.Catalog } => OfCatalog(old, now),
                { Role: Role.Form } => _form.OfForm(old, now),
                { Role: Role.FieldList } => _form.OfFields(old, now),
                { Role: Role.Page } => _form.OfPage(old, now),
                { Role: Role.AnnotationList } => _form.OfAnnotations(old, now),
                { Role: Role.SignatureField } => _form.OfSignatureField(number, old, now),
                { Role: Role.SignatureLook, Field: var field } when _form.IsFilledNow(field) => Found.SignatureFilled,
                { Role: Role.Metadata } => MetadataChange.OfPacket(old, now, after),
                { Role: Role.Information } => MetadataChange.OfInformation(old, now),
                { } known => CodeOfRole(known.Role),
            };
    }

    private string? OfCatalog(PdfObject old, PdfObject now)
    {
        if (old is not PdfDictionary one || now is not PdfDictionary other
            || PdfComparison.DifferentKeys(one, other) is not { } keys)
        {
            return Found.Catalog;
        }

        var codes = keys.Select(key => key switch
        {
            "DSS" or "Extensions" or "Version" => Found.ValidationData,
            "AcroForm" => _form.OfForm(before.Resolve(one[key]), after.Resolve(other[key])),
            "Names" when HasScripts(other) && !HasScripts(one) => Found.Action,
            "Metadata" => MetadataChange.OfPacket(before.Resolve(one[key]), after.Resolve(other[key]), after),
            _ => RoleRules.OfEntry(new Place(Role.Catalog), key) is { Role: not Role.Other } place
                ? CodeOfRole(place.Role)
                : Found.Catalog,
        }).OfType<string>().Distinct().ToList();
        // The worst is what the whole object is called.
        return codes.Find(IsAltering) ?? codes.FirstOrDefault();
    }

    private bool HasScripts(PdfDictionary catalog) =>
        after.Find<PdfDictionary>(catalog, "Names")?["JavaScript"] is not null;

    private bool IsAltering(string code) => Found.Of(revision.Number, code).AltersContent;

    private static string RemovedCode(Role role) => role switch
    {
        Role.Annotation => Found.AnnotationRemoved,
        Role.FormField => Found.FieldRemoved,
        Role.SignatureField or Role.SignatureValue => Found.SignatureRemoved,
        _ => Found.ObjectRemoved,
    };

    private static string CodeOfRole(Role role) => role switch
    {
        Role.Catalog => Found.Catalog,
        Role.PageTree => Found.PageTree,
        Role.Page => Found.Page,
        Role.PageContent => Found.PageContent,
        Role.Font => Found.Font,
        Role.Drawing => Found.Drawing,
        Role.Resource => Found.Resource,
        Role.Annotation or Role.AnnotationList => Found.AnnotationChanged,
        Role.FormField or Role.Form or Role.FieldList => Found.FieldChanged,
        Role.SignatureField or Role.SignatureValue => Found.SignedFieldChanged,
        Role.SignatureLook => Found.SignatureLook,
        Role.Structure => Found.Structure,
        Role.Layers => Found.Layers,
        Role.Action => Found.Action,
        Role.Attachment => Found.Attachment,
        Role.Metadata or Role.Information => Found.Metadata,
        _ => Found.ObjectChanged,
    };
}
