namespace Civic.JudicialRecords.Requests;

/// <summary>
/// Which dossier, whose turn it is and when it is due, as a query reads it for many: declarations are long.
/// </summary>
internal abstract record DossierBrief : IDossierProgress
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }

    public required DossierState State { get; init; }

    public required bool IsOpen { get; init; }

    public required DateOnly? DueDate { get; init; }

    public required DateTimeOffset? PreparedAt { get; init; }

    public required DateTimeOffset? CheckedAt { get; init; }

    public required DateTimeOffset? ApprovedAt { get; init; }

    public required DateTimeOffset? PersonSignedAt { get; init; }

    public required DateTimeOffset? SealOrderedAt { get; init; }

    public required DateTimeOffset? SealedAt { get; init; }
}
