using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>Walks the form's field tree for signature fields.</summary>
internal sealed class SignatureFieldReader(ObjectStore store)
{
    private const int MaxDepth = 32;

    private readonly List<PdfSignatureField> _found = [];
    private readonly HashSet<PdfReference> _seen = [];

    public static IReadOnlyList<PdfSignatureField> Read(ObjectStore store, PdfDictionary catalog)
    {
        var reader = new SignatureFieldReader(store);
        if (store.Resolve(catalog["AcroForm"]) is PdfDictionary form)
            reader.Walk(form["Fields"], "", inheritsSignature: false, 0);
        return reader._found;
    }

    private void Walk(PdfObject? kids, string parent, bool inheritsSignature, int depth)
    {
        if (depth > MaxDepth || store.Resolve(kids) is not PdfArray fields)
            return;
        foreach (var item in fields.Items)
        {
            var reference = item as PdfReference;
            if ((reference is not null && !_seen.Add(reference)) || store.Resolve(item) is not PdfDictionary field)
                continue;
            var isSignature = store.Resolve(field["FT"]) is PdfName type ? type.Value == "Sig" : inheritsSignature;
            var name = Join(parent, (store.Resolve(field["T"]) as PdfString)?.Text);
            if (IsParent(field))
                Walk(field["Kids"], name, isSignature, depth + 1);
            else if (isSignature)
                _found.Add(new(name, reference, field, Value(field)));
        }
    }

    /// <summary>Kids with a name of their own are fields; others are only the field's widgets (12.7.3.1).</summary>
    private bool IsParent(PdfDictionary field) =>
        store.Resolve(field["Kids"]) is PdfArray kids
        && kids.Items.Any(kid => store.Resolve(kid) is PdfDictionary child && child["T"] is not null);

    private PdfSignatureValue? Value(PdfDictionary field)
    {
        if (store.Resolve(field["V"]) is not PdfDictionary value)
            return null;
        var range = store.Resolve(value["ByteRange"]) is PdfArray array
            ? array.Items.Select(item => item is PdfInteger integer ? integer.Value : -1).ToArray()
            : [];
        return new(field["V"] as PdfReference, value, store.Resolve(value["Contents"]) as PdfString, range);
    }

    private static string Join(string parent, string? name) =>
        name is null ? parent : parent.Length == 0 ? name : parent + "." + name;
}
