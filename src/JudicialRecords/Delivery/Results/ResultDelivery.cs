namespace Civic.JudicialRecords.Delivery.Results;

/// <summary>
/// One result, its revocation, or a state, on its way to another system: a row of the outbox until it is taken.
/// </summary>
internal sealed class ResultDelivery : OutboxRow
{
    /// <summary>The decision that is told of; null for the result itself.</summary>
    public Guid? PaperId { get; init; }

    /// <summary>The change of state that is told of; null for the result and decisions.</summary>
    public Guid? StateChangeId { get; init; }

    public required ResultTarget Target { get; init; }

    public required ResultKind Kind { get; init; }

    /// <summary>Code of the other side's last answer.</summary>
    public string? LastAnswer { get; set; }

    internal override string? Answer => LastAnswer;
}

internal enum ResultTarget
{
    Vneid = 1,
    NationalPortal = 2,
}

/// <summary>ketqua or thuhoi of traKetQuaHoSoLLTP.</summary>
internal enum ResultKind
{
    Result = 1,
    Revocation = 2,

    /// <summary>A state: each to the portal; those on the way to VNeID for who asked in the application.</summary>
    State = 3,

    /// <summary>The dossier as it is, to the portal, which says otherwise or does not know it.</summary>
    Anew = 4,
}
