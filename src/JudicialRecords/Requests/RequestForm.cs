namespace Civic.JudicialRecords.Requests;

/// <summary>
/// The request form exactly as it was typed: nothing is parsed or dropped, so that a draft gives back every letter.
/// </summary>
internal sealed class RequestForm
{
    /// <summary>Becomes the dossier's id: sending one form twice makes one dossier.</summary>
    public Guid SubmissionId { get; set; }

    /// <summary>"self" or "child"</summary>
    public string? For { get; set; } = "self";

    public string? ChildNumber { get; set; }

    public string? ChildName { get; set; }

    public string? ChildBirthDate { get; set; }

    /// <summary>"1" or "2"</summary>
    public string? Kind { get; set; }

    /// <summary>"yes" or "no", on số 1 only.</summary>
    public string? ConfirmBan { get; set; }

    public string? Birthplace { get; set; }

    public string? OtherName { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public List<ResidenceRow> Residences { get; set; } = [];

    public string? OwnStatement { get; set; }

    public string? Purpose { get; set; }

    public string? OtherPurpose { get; set; }

    public string? PaperCopies { get; set; } = "0";

    /// <summary>"counter" or "post"</summary>
    public string? Delivery { get; set; }

    public string? DeliveryAddress { get; set; }

    public string? ClaimedClass { get; set; }

    /// <summary>Ticked on the last page, kept while the person proves anew who they are.</summary>
    public bool Undertaken { get; set; }

    /// <summary>What the requester says instead of a register field, by the field's name.</summary>
    public Dictionary<string, string?> Reports { get; set; } = [];

    internal bool IsAboutSameAs(RequestForm other) => (For, ChildNumber) == (other.For, other.ChildNumber);

    /// <summary>What was typed about somebody is not taken over for somebody else.</summary>
    internal void ForgetPerson()
    {
        (Birthplace, OtherName, OwnStatement, ClaimedClass) = (null, null, null, null);
        Residences = [];
        Reports = [];
    }
}

/// <summary>A row of the residence history; months as typed, MM/yyyy.</summary>
internal sealed class ResidenceRow
{
    public string? From { get; set; }

    public string? To { get; set; }

    public string? Place { get; set; }

    public string? Occupation { get; set; }

    public string? Workplace { get; set; }

    internal bool IsBlank => string.IsNullOrWhiteSpace(From + To + Place + Occupation + Workplace);
}
