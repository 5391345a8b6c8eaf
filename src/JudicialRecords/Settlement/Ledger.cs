using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Settlement;

/// <summary>
/// Where a dossier's money stands. List = waived + city (pending or due) + citizen, in every entry and so in every sum.
/// </summary>
internal readonly record struct Position(Money List, Money Waived, Money CityPending, Money CityDue, Money Citizen)
{
    internal bool IsBalanced => List == Waived + CityPending + CityDue + Citizen;

    public static Position operator +(Position a, Position b) => new(
        a.List + b.List, a.Waived + b.Waived, a.CityPending + b.CityPending, a.CityDue + b.CityDue,
        a.Citizen + b.Citizen);

    public static Position operator -(Position a, Position b) => new(
        a.List - b.List, a.Waived - b.Waived, a.CityPending - b.CityPending, a.CityDue - b.CityDue,
        a.Citizen - b.Citizen);

    /// <summary>Balanced by making.</summary>
    internal static Position Of(Money waived, Money cityPending, Money cityDue, Money citizen) =>
        new(waived + cityPending + cityDue + citizen, waived, cityPending, cityDue, citizen);
}

/// <summary>One line of the ledger of the city's support; lines are only added, never changed.</summary>
internal sealed class LedgerEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DossierId { get; init; }

    /// <summary>When it happened to the dossier; decides the month.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset BookedAt { get; init; }

    public required LedgerCause Cause { get; init; }

    public required Money List { get; init; }

    public required Money Waived { get; init; }

    public required Money CityPending { get; init; }

    public required Money CityDue { get; init; }

    public required Money Citizen { get; init; }

    internal Position Position => new(List, Waived, CityPending, CityDue, Citizen);
}

internal enum LedgerCause
{
    Assessed = 1,
    Reassessed = 2,

    /// <summary>State 9: the city's part is due.</summary>
    Completed = 3,

    /// <summary>State 3: the city's part is reversed, and the citizen's where it goes back; so are 7 and 8.</summary>
    Refused = 4,

    Withdrawn = 5,

    Stopped = 6,
}

internal static class Ledger
{
    /// <summary>
    /// The position that follows from the dossier as it is (DECISIONS.md, Fees: the city's part is pending until state
    /// 9 and reversed at 3, 7 and a final 8).
    /// </summary>
    internal static Position Of(Dossier dossier, PolicyPack pack)
    {
        if (!dossier.FeeDecided)
        {
            return default;
        }

        var (waived, city, citizen) = (dossier.FeeWaived, dossier.FeeCity, dossier.FeeCitizen);
        return dossier.State switch
        {
            DossierState.Rejected or DossierState.Withdrawn => Ended(dossier, pack),
            DossierState.Stopped when !dossier.IsOpen => Ended(dossier, pack),
            DossierState.Done or DossierState.Returned => Position.Of(waived, Money.Zero, city, citizen),
            _ => Pending(dossier),
        };
    }

    /// <summary>As it is assessed, with nothing due yet.</summary>
    internal static Position Pending(Dossier dossier) =>
        Position.Of(dossier.FeeWaived, dossier.FeeCity, Money.Zero, dossier.FeeCitizen);

    /// <returns>What is to be added to lines that come to the sum, in order; none where the ledger is right.</returns>
    internal static IReadOnlyList<LedgerEntry> Missing(
        Dossier dossier, Position? booked, PolicyPack pack, DateTimeOffset now)
    {
        var entries = new List<LedgerEntry>();
        if (booked is null && dossier.FeeDecided)
        {
            entries.Add(Entry(dossier, Pending(dossier), LedgerCause.Assessed, dossier.SubmittedAt, now));
        }

        var sum = (booked ?? default) + (entries.Count > 0 ? entries[0].Position : default);
        var change = Of(dossier, pack) - sum;
        if (change != default)
        {
            var (cause, at) = CauseOf(dossier, now);
            entries.Add(Entry(dossier, change, cause, at, now));
        }

        return entries;
    }

    /// <summary>What was paid stays where the pack says so, and what was never paid is not owed any more.</summary>
    private static Position Ended(Dossier dossier, PolicyPack pack)
    {
        var rule = pack.Refunds.On(dossier.SubmittedAt.DateInVietnam());
        var processed = dossier.History.Any(h => h.To == DossierState.InProgress);
        return PaymentRules.IsFeeBack(dossier, processed, rule)
            ? default
            : Position.Of(dossier.FeeWaived, Money.Zero, Money.Zero, dossier.FeeCitizen);
    }

    private static (LedgerCause Cause, DateTimeOffset At) CauseOf(Dossier dossier, DateTimeOffset now) =>
        dossier.State switch
        {
            DossierState.Rejected => (LedgerCause.Refused, Reached(dossier, DossierState.Rejected)),
            DossierState.Withdrawn => (LedgerCause.Withdrawn, Reached(dossier, DossierState.Withdrawn)),
            DossierState.Stopped when !dossier.IsOpen => (
                LedgerCause.Stopped, Reached(dossier, DossierState.Stopped)),
            DossierState.Done or DossierState.Returned => (
                LedgerCause.Completed, Reached(dossier, DossierState.Done)),
            _ => (LedgerCause.Reassessed, now),
        };

    private static DateTimeOffset Reached(Dossier dossier, DossierState state) =>
        dossier.History.Where(h => h.To == state).Max(h => h.At);

    private static LedgerEntry Entry(
        Dossier dossier, Position change, LedgerCause cause, DateTimeOffset at, DateTimeOffset now) => new()
        {
            DossierId = dossier.Id,
            At = at,
            BookedAt = now,
            Cause = cause,
            List = change.List,
            Waived = change.Waived,
            CityPending = change.CityPending,
            CityDue = change.CityDue,
            Citizen = change.Citizen,
        };
}
