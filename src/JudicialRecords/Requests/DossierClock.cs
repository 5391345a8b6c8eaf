using System.Linq.Expressions;

namespace Civic.JudicialRecords.Requests;

/// <summary>How far a dossier has come: what says whose turn it is, and when the result is due.</summary>
internal interface IDossierProgress
{
    DossierState State { get; }

    bool IsOpen { get; }

    DateOnly? DueDate { get; }

    DateTimeOffset? PreparedAt { get; }

    DateTimeOffset? CheckedAt { get; }

    DateTimeOffset? ApprovedAt { get; }

    DateTimeOffset? PersonSignedAt { get; }

    DateTimeOffset? SealOrderedAt { get; }

    DateTimeOffset? SealedAt { get; }
}

/// <summary>
/// What of a dossier its clocks are read from. All that are open at once are thousands, and their declarations long.
/// </summary>
internal sealed record DossierClock : DossierBrief
{
    public required string? CaseOfficer { get; init; }

    /// <summary>When it last came into the state in which it is.</summary>
    public required DateTimeOffset? StateSince { get; init; }

    internal static Expression<Func<Dossier, DossierClock>> Of { get; } = d => new DossierClock
    {
        Id = d.Id,
        Code = d.Code,
        CaseOfficer = d.CaseOfficer,
        IsOpen = d.IsOpen,
        DueDate = d.DueDate,
        State = d.State,
        StateSince = d.History.Where(h => h.To == d.State).Max(h => (DateTimeOffset?)h.At),
        PreparedAt = d.PreparedAt,
        CheckedAt = d.CheckedAt,
        ApprovedAt = d.ApprovedAt,
        PersonSignedAt = d.PersonSignedAt,
        SealOrderedAt = d.SealOrderedAt,
        SealedAt = d.SealedAt,
    };
}
