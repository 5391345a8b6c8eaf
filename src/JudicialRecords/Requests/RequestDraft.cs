namespace Civic.JudicialRecords.Requests;

/// <summary>A form that its author has not submitted yet; one per person, kept for 30 days.</summary>
internal sealed class RequestDraft
{
    public required string Subject { get; init; }

    /// <summary>The fields typed so far, as JSON.</summary>
    public required string FieldsJson { get; set; }

    public required DateTimeOffset SavedAt { get; set; }
}
