using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Certificates;

/// <summary>
/// Everything that a certificate prints, as it prints it (forms 06/2024/LLTP and 07/2024/LLTP). Its canonical form is
/// what the digest in the QR code covers, so a member may be added but never renamed.
/// </summary>
internal sealed record CertificateContent
{
    public required CertificateKind Kind { get; init; }

    /// <summary>Form mark, such as 06/2024/LLTP.</summary>
    public required string Form { get; init; }

    /// <summary>The header's left side, the superior body first.</summary>
    public required string[] HeaderLines { get; init; }

    /// <summary>As printed; a preview has none yet.</summary>
    public required string Number { get; init; }

    public required string Place { get; init; }

    public required DateOnly IssueDate { get; init; }

    public required PrintedPerson Person { get; init; }

    /// <summary>The words of Art. 42 and 43 on the criminal record.</summary>
    public required string RecordStatus { get; init; }

    /// <summary>In order of time.</summary>
    public required PrintedJudgment[] Judgments { get; init; }

    /// <summary>The words on the ban after bankruptcy; null where it was not asked for (number 1 only).</summary>
    public string[]? Ban { get; init; }

    public required PrintedSigner Signer { get; init; }
}

/// <summary>
/// Identity as printed: capitals, Vietnamese names of countries, // for a residence that there is not.
/// </summary>
internal sealed record PrintedPerson
{
    public required string Name { get; init; }

    public required string Sex { get; init; }

    public required string BirthDate { get; init; }

    public required string Birthplace { get; init; }

    public required string Nationality { get; init; }

    public required string Papers { get; init; }

    public required string PermanentResidence { get; init; }

    public required string TemporaryResidence { get; init; }

    /// <summary>Parents and spouse stand on number 2 only; null on number 1.</summary>
    public string? Father { get; init; }

    public string? Mother { get; init; }

    public string? Spouse { get; init; }
}

/// <summary>One box. Lines that a judgment or the kind of certificate does not have are null.</summary>
internal sealed record PrintedJudgment
{
    /// <summary>Bản án số … ngày … của …</summary>
    public required string Judgment { get; init; }

    public required string Offence { get; init; }

    public required string MainPenalty { get; init; }

    public required string AdditionalPenalty { get; init; }

    public string? CivilObligation { get; init; }

    public string? CourtFee { get; init; }

    public string? Execution { get; init; }

    /// <summary>Whether and since when it is expunged (Art. 43(2)b).</summary>
    public string? Standing { get; init; }
}

/// <summary>The block under the text: its title lines, such as KT. GIÁM ĐỐC and PHÓ GIÁM ĐỐC, and the name.</summary>
internal sealed record PrintedSigner(string[] Titles, string Name);
