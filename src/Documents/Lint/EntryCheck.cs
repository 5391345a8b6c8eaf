using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Lint;

/// <summary>Catalog, pages, resources, form and fields: each may have the entries that our documents write.</summary>
internal sealed class EntryCheck(PdfFile file, List<LintFinding> findings)
{
    private static readonly HashSet<string> OfCatalog =
    [
        "Type", "Pages", "Lang", "MarkInfo", "ViewerPreferences", "StructTreeRoot", "Metadata", "OutputIntents",
        "AcroForm", "AF", "Names",
    ];

    private static readonly HashSet<string> OfNames = ["EmbeddedFiles"];

    private static readonly HashSet<string> OfPages = ["Type", "Count", "Kids", "Parent"];

    private static readonly HashSet<string> OfPage =
        ["Type", "Parent", "MediaBox", "Resources", "Contents", "StructParents", "Tabs", "Annots"];

    private static readonly HashSet<string> OfResources = ["Font", "XObject", "ExtGState"];

    private static readonly HashSet<string> OfForm = ["Fields", "SigFlags"];

    private static readonly HashSet<string> OfField =
        ["Type", "Subtype", "FT", "T", "TU", "F", "Rect", "P", "StructParent", "AP"];

    private static readonly Dictionary<string, LintRule> Telling = new(StringComparer.Ordinal)
    {
        ["OpenAction"] = LintRule.NoActions,
        ["AA"] = LintRule.NoActions,
        ["JavaScript"] = LintRule.NoActions,
        ["A"] = LintRule.NoActions,
        ["OCProperties"] = LintRule.NoOptionalContent,
        ["OC"] = LintRule.NoOptionalContent,
        ["Properties"] = LintRule.NoOptionalContent,
        ["XFA"] = LintRule.SignatureFieldsOnly,
        ["V"] = LintRule.SignatureFieldsOnly,
    };

    public void Run()
    {
        Entries("the catalog", file.Catalog, OfCatalog);
        if (file.Find<PdfDictionary>(file.Catalog, "Names") is { } names)
            Entries("the names", names, OfNames);
        var fields = Fields();
        var pending = new Stack<PdfObject?>([file.Catalog["Pages"]]);
        var seen = new HashSet<PdfReference>();
        while (pending.TryPop(out var item))
        {
            if (item is not PdfReference reference || !seen.Add(reference)
                || file.Resolve(reference) is not PdfDictionary node)
            {
                findings.Add(new(LintRule.Unambiguous, "the page tree"));
                continue;
            }
            if (node.IsName("Type", "Pages"))
                Branch(reference, node, pending);
            else
                Page(reference, node, fields);
        }
    }

    private void Branch(PdfReference reference, PdfDictionary node, Stack<PdfObject?> pending)
    {
        Entries($"object {reference.Number}", node, OfPages);
        foreach (var kid in file.Find<PdfArray>(node, "Kids")?.Items ?? [])
            pending.Push(kid);
    }

    private void Page(PdfReference reference, PdfDictionary page, HashSet<PdfReference> fields)
    {
        var where = $"object {reference.Number}";
        Entries(where, page, OfPage);
        if (file.Find<PdfDictionary>(page, "Resources") is { } resources)
            Entries($"the resources of {where}", resources, OfResources);
        foreach (var annotation in file.Find<PdfArray>(page, "Annots")?.Items ?? [])
        {
            if (annotation is not PdfReference widget || !fields.Contains(widget)
                || file.Resolve(widget) is not PdfDictionary dictionary || !dictionary.IsName("Subtype", "Widget"))
                findings.Add(new(LintRule.WidgetsOnly, where));
        }
    }

    private HashSet<PdfReference> Fields()
    {
        var form = file.Find<PdfDictionary>(file.Catalog, "AcroForm");
        if (form is not null)
            Entries("the form", form, OfForm);
        var fields = new HashSet<PdfReference>();
        foreach (var item in file.Find<PdfArray>(form, "Fields")?.Items ?? [])
        {
            if (item is PdfReference reference && file.Resolve(reference) is PdfDictionary field
                && field.IsName("FT", "Sig") && fields.Add(reference))
                Entries($"object {reference.Number}", field, OfField);
            else
                findings.Add(new(LintRule.SignatureFieldsOnly, "the form"));
        }
        return fields;
    }

    private void Entries(string where, PdfDictionary dictionary, HashSet<string> known)
    {
        foreach (var (key, _) in dictionary.Entries)
        {
            if (!known.Contains(key))
                findings.Add(new(Telling.GetValueOrDefault(key, LintRule.KnownEntries), $"/{key} of {where}"));
        }
    }
}
