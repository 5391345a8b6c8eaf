using System.Xml.Linq;

namespace Civic.HealthRecord.Fhir;

/// <summary>What a section says in words, as XHTML: built as a tree, so that no text can become markup.</summary>
internal static class NarrativeText
{
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    internal static Narrative Sentence(string text) => Wrap(new XElement(Xhtml + "p", text));

    internal static Narrative Table(string[] headings, IEnumerable<string[]> rows) => Wrap(
        new XElement(Xhtml + "table",
            new XElement(Xhtml + "thead",
                new XElement(Xhtml + "tr", headings.Select(h => new XElement(Xhtml + "th", h)))),
            new XElement(Xhtml + "tbody", rows.Select(r =>
                new XElement(Xhtml + "tr", r.Select(c => new XElement(Xhtml + "td", c)))))));

    private static Narrative Wrap(XElement content) => new("generated",
        new XElement(Xhtml + "div",
            new XAttribute(XNamespace.Xml + "lang", "vi"), new XAttribute("lang", "vi"), content)
            .ToString(SaveOptions.DisableFormatting));
}
