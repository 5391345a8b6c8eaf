using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Lint;

/// <summary>Walks everything that the trailer leads to and looks at each dictionary once.</summary>
internal sealed class ReachedObjects(PdfFile file, IReadOnlySet<string> attachments, List<LintFinding> findings)
{
    private static readonly Dictionary<string, LintRule> Forbidden = new(StringComparer.Ordinal)
    {
        ["JS"] = LintRule.NoActions,
        ["JavaScript"] = LintRule.NoActions,
        ["OpenAction"] = LintRule.NoActions,
        ["AA"] = LintRule.NoActions,
        ["OC"] = LintRule.NoOptionalContent,
        ["OCGs"] = LintRule.NoOptionalContent,
        ["OCProperties"] = LintRule.NoOptionalContent,
        ["FFilter"] = LintRule.NoExternalReferences,
        ["Ref"] = LintRule.NoExternalReferences,
        ["OPI"] = LintRule.NoExternalReferences,
        ["URI"] = LintRule.NoExternalReferences,
        ["Alternates"] = LintRule.NoOptionalContent,
    };

    private readonly HashSet<int> _numbers = [];
    private readonly Stack<(PdfObject Value, int Owner)> _pending = new();

    /// <returns>The numbers of the objects that are reached.</returns>
    public HashSet<int> Walk()
    {
        _pending.Push((file.Trailer, 0));
        while (_pending.TryPop(out var item))
            Visit(item.Value, item.Owner);
        return _numbers;
    }

    private void Visit(PdfObject value, int owner)
    {
        switch (value)
        {
            case PdfReference reference:
                if (_numbers.Add(reference.Number))
                    _pending.Push((file.Resolve(reference), reference.Number));
                break;
            case PdfArray array:
                foreach (var item in array.Items)
                    _pending.Push((item, owner));
                break;
            case PdfStream stream:
                if (stream.Dictionary["F"] is not null)
                    Found(LintRule.NoExternalReferences, "/F", owner);
                Dictionary(stream.Dictionary, owner);
                break;
            case PdfDictionary dictionary:
                Dictionary(dictionary, owner);
                break;
            case PdfDamaged:
                Found(LintRule.Unambiguous, "damage", owner);
                break;
        }
    }

    private void Dictionary(PdfDictionary dictionary, int owner)
    {
        if (dictionary.HasDuplicateKeys)
            Found(LintRule.Unambiguous, "a key twice", owner);
        foreach (var (key, value) in dictionary.Entries)
        {
            if (Forbidden.TryGetValue(key, out var rule))
                Found(rule, $"/{key}", owner);
            _pending.Push((value, owner));
        }
        if (dictionary.IsName("Type", "Action"))
            Found(LintRule.NoActions, "an action", owner);
        if (dictionary.IsName("Type", "Font"))
            Font(dictionary, owner);
        if (dictionary["EF"] is not null || dictionary.IsName("Type", "Filespec"))
            Attachment(dictionary, owner);
        if (dictionary.IsName("Subtype", "PS"))
            Found(LintRule.NoActions, "PostScript", owner);
    }

    private void Font(PdfDictionary font, int owner)
    {
        // A composite font's letters are in its descendant, a font dictionary of its own.
        var isEmbedded = font.IsName("Subtype", "Type0")
            || (file.Find<PdfDictionary>(font, "FontDescriptor") is { } descriptor
                && (file.Find<PdfStream>(descriptor, "FontFile2") ?? file.Find<PdfStream>(descriptor, "FontFile3")
                    ?? file.Find<PdfStream>(descriptor, "FontFile")) is not null);
        if (!isEmbedded)
            Found(LintRule.EmbeddedFonts, "a font", owner);
    }

    private void Attachment(PdfDictionary specification, int owner)
    {
        if (specification["EF"] is null || specification["FS"] is not null)
            Found(LintRule.NoExternalReferences, "a file outside", owner);
        else if (file.Resolve(specification["UF"]) is not PdfString name || !attachments.Contains(name.Text)
            || specification["AFRelationship"] is null)
            Found(LintRule.DeclaredAttachments, "a file", owner);
    }

    private void Found(LintRule rule, string what, int owner) =>
        findings.Add(new(rule, owner == 0 ? what : $"{what} in object {owner}"));
}
