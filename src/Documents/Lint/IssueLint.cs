using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Lint;

/// <summary>What a document that is about to be signed must not hold.</summary>
public enum LintRule
{
    /// <summary>More than one revision: what an earlier one showed would be signed along unseen.</summary>
    SingleRevision,

    /// <summary>An object that can't be read, or a dictionary with a key twice: readers would differ.</summary>
    Unambiguous,

    /// <summary>Something that nothing in the document leads to, where other content could wait.</summary>
    NothingHidden,

    /// <summary>An entry of the catalog, a page, its resources or a field that our documents do not have.</summary>
    KnownEntries,

    /// <summary>A form field that is no signature field, or a form made of XML.</summary>
    SignatureFieldsOnly,

    /// <summary>An annotation that is not the widget of a declared signature field.</summary>
    WidgetsOnly,

    /// <summary>A script, or anything that acts by itself or when touched.</summary>
    NoActions,

    /// <summary>Content that a reader can switch on and off.</summary>
    NoOptionalContent,

    /// <summary>A file inside the document that was not declared.</summary>
    DeclaredAttachments,

    /// <summary>Content that lies outside of the file.</summary>
    NoExternalReferences,

    /// <summary>A font whose letters are not in the file.</summary>
    EmbeddedFonts,
}

/// <param name="Rule">What is broken.</param>
/// <param name="Where">The object or entry, in the file's own names; nothing that a person wrote.</param>
public sealed record LintFinding(LintRule Rule, string Where);

/// <summary>
/// The check before the first signature: what is signed shows the same to everyone and for ever, so that attacks that
/// swap what is seen after signing (hiding, replacing, or both) have nothing to work with. It knows what Civic's own
/// documents are made of and refuses everything else. ISO 19005-2 forbids most of it too.
/// </summary>
public static class IssueLint
{
    /// <param name="file">Unsigned.</param>
    /// <param name="attachments">Names of files that may be inside, as associated files (ISO 19005-3).</param>
    /// <returns>What was found, in no order; empty where the document may be signed.</returns>
    public static IReadOnlyList<LintFinding> Check(PdfFile file, IReadOnlySet<string>? attachments = null)
    {
        var findings = new List<LintFinding>();
        if (file.Revisions.Count != 1 || file.TrailingBytes != 0)
            findings.Add(new(LintRule.SingleRevision, $"{file.Revisions.Count} revisions"));
        new EntryCheck(file, findings).Run();
        var reached = new ReachedObjects(file, attachments ?? new HashSet<string>(), findings).Walk();
        foreach (var number in file.ObjectNumbers)
        {
            if (!reached.Contains(number))
                findings.Add(new(LintRule.NothingHidden, $"object {number}"));
        }
        return findings;
    }
}
