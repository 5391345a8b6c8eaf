using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>A text field with its label, hint and error, as _TextField shows it.</summary>
internal sealed record TextField(string Name, string Label, string? Value)
{
    public string? Hint { get; init; }

    public string Type { get; init; } = "text";

    public string? Autocomplete { get; init; }

    public string? InputMode { get; init; }

    public bool Short { get; init; }

    /// <summary>0 is one line.</summary>
    public int Rows { get; init; }

    public string Id => PageErrors.FieldId(Name);
}

/// <summary>Radio buttons of which one is chosen, as _Choices shows them.</summary>
internal sealed record Choices(string Name, string Legend, string? Chosen, IReadOnlyList<Choice> All)
{
    public string? Hint { get; init; }

    public string Id => PageErrors.FieldId(Name);
}

internal sealed record Choice(string Value, string Label, string? Explanation = null);
