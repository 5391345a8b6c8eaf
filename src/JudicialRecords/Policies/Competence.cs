namespace Civic.JudicialRecords.Policies;

/// <summary>
/// Who may sign for the agency, from when to when, and by which decision: its head, a deputy in the head's place (KT.),
/// somebody authorized (TUQ.). Rows may overlap: several persons are competent on one day.
/// </summary>
internal sealed record Competence : DatedRow
{
    /// <summary>The office as the directory and the signature block name it, in capitals.</summary>
    public required string Title { get; init; }

    /// <summary>The one person that it is for; whoever bears the office where empty.</summary>
    public string? Name { get; init; }

    public required SignatureBlockKind Block { get; init; }

    /// <summary>The key custodian's name for that person's key.</summary>
    public required string Profile { get; init; }

    internal bool Covers(string name, string title)
    {
        var capitals = title.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"));
        return Title == capitals && (Name is null || Name == name);
    }
}

internal enum SignatureBlockKind
{
    Head,

    /// <summary>KT.</summary>
    Deputy,

    /// <summary>TUQ.</summary>
    Authorized,
}
