namespace Civic.JudicialRecords.Reports.Portal;

/// <summary>
/// One comparison with the national portal (đối soát). Its row is the work: it goes on where a crash left it, in one
/// replica at a time.
/// </summary>
internal sealed class PortalRun
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Dossiers that changed from this day of Vietnam on.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Until the end of this day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The day in whose small hours it ran by itself; null where somebody asked for it.</summary>
    public DateOnly? Night { get; init; }

    public string? AskedBy { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Those that changed in the days, and those that earlier runs left open.</summary>
    public int Total { get; set; }

    public int Same { get; set; }

    /// <summary>Bites in a row in which the portal could not be reached.</summary>
    public int Failures { get; set; }

    /// <summary>In hand, or resting, until then.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public int Version { get; set; }
}

/// <summary>A dossier that is still to be compared, or was not the same at the portal.</summary>
internal sealed class PortalFinding
{
    public required Guid RunId { get; init; }

    public required Guid DossierId { get; init; }

    public FindingKind Standing { get; set; }

    public int? Ours { get; set; }

    /// <summary>What the portal has instead, or its code where it gave no answer.</summary>
    public string? Theirs { get; set; }

    public DateTimeOffset? WaitingSince { get; set; }

    public int Attempts { get; set; }

    public string? LastAnswer { get; set; }

    public DateTimeOffset? FoundAt { get; set; }

    /// <summary>When a later run found it the same.</summary>
    public DateTimeOffset? RepairedAt { get; set; }
}

internal enum FindingKind
{
    ToCompare = 0,
    OtherState = 1,
    OtherResult = 2,
    NotKnown = 3,
    Unreachable = 4,
    OnItsWay = 5,
}
