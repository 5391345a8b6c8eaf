namespace Civic.JudicialRecords.Papers;

/// <summary>
/// Everything that a paper prints, in the manner of Decree 30/2020, annex I. Its canonical form is what the digest in
/// the QR covers, so a member may be added but never renamed.
/// </summary>
internal sealed record PaperContent
{
    /// <summary>Form mark, such as "01" of Circular 01/2018/TT-VPCP; null where no form is prescribed.</summary>
    public string? Form { get; init; }

    public required string[] HeaderLines { get; init; }

    public required string Number { get; init; }

    public required string Place { get; init; }

    public required DateOnly IssueDate { get; init; }

    public required string Title { get; init; }

    public string? Subtitle { get; init; }

    /// <summary>The title in English.</summary>
    public string? EnglishTitle { get; init; }

    /// <summary>Such as "GIÁM ĐỐC SỞ TƯ PHÁP" above the grounds of a decision.</summary>
    public string? Issuer { get; init; }

    /// <summary>Căn cứ: the grounds, one a line.</summary>
    public string[] Grounds { get; init; } = [];

    public required PaperPart[] Parts { get; init; }

    /// <summary>Nơi nhận.</summary>
    public string[] Recipients { get; init; } = [];

    public required string[] SignerTitles { get; init; }

    public required string SignerName { get; init; }
}

/// <summary>One stretch of the text; what it does not have is null.</summary>
internal sealed record PaperPart
{
    public string? Heading { get; init; }

    public string? Text { get; init; }

    /// <summary>The text once more, in English.</summary>
    public string? English { get; init; }

    public PaperField[]? Fields { get; init; }

    /// <summary>The header first.</summary>
    public string[][]? Table { get; init; }

    internal static PaperPart Of(string text) => new() { Text = text };

    internal static PaperPart Of(params PaperField[] fields) => new() { Fields = fields };
}

internal sealed record PaperField(string Name, string Value);
