using Civic.Shared.Web;

namespace Civic.JudicialRecords.AfterIssue;

/// <summary>A complaint (khiếu nại, Art. 52) about a dossier, its deadline and its answer.</summary>
internal sealed class Complaint
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DossierId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Pairwise subject: the requester, or the member of staff who took it down.</summary>
    public required string RecordedBy { get; init; }

    public required string Wording { get; init; }

    public required DateOnly DueDate { get; init; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    public string? AnsweredByName { get; set; }

    public ComplaintOutcome? Outcome { get; set; }

    public string? Answer { get; set; }

    public int Version { get; set; }
}

internal enum ComplaintOutcome
{
    Upheld = 1,
    PartlyUpheld = 2,
    Dismissed = 3,
}

internal static class ComplaintOutcomes
{
    internal static Bilingual Name(this ComplaintOutcome outcome) => outcome switch
    {
        ComplaintOutcome.Upheld => new("khiếu nại đúng", "upheld"),
        ComplaintOutcome.PartlyUpheld => new("khiếu nại đúng một phần", "partly upheld"),
        ComplaintOutcome.Dismissed => new("khiếu nại không đúng", "dismissed"),
        _ => throw new System.Diagnostics.UnreachableException("No such outcome."),
    };
}
