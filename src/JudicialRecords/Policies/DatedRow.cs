using Civic.Shared.Web;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// What every rule of a pack says of itself: the days on which it holds (both inclusive; no end means until another row
/// is entered), its legal basis, and whether its values are carried forward without a source.
/// </summary>
internal abstract record DatedRow
{
    /// <summary>Stable id that stands in traces, such as "TT-244-2016".</summary>
    public required string Id { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? To { get; init; }

    public required Bilingual Basis { get; init; }

    /// <summary>Why the values are not confirmed by a source; null where they are.</summary>
    public Bilingual? Unconfirmed { get; init; }

    public bool HoldsOn(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>The rows of one kind, in order of time, without overlaps.</summary>
internal sealed class Timeline<T>(IReadOnlyList<T> rows)
    where T : DatedRow
{
    public IReadOnlyList<T> Rows { get; } = rows;

    /// <summary>The row of that day, or null where none holds (city support may have gaps).</summary>
    public T? Find(DateOnly day) => Rows.FirstOrDefault(r => r.HoldsOn(day));

    /// <exception cref="PolicyGapException">
    /// No row holds on that day: it lies before all that the pack covers.
    /// </exception>
    public T On(DateOnly day) => Find(day) ?? throw new PolicyGapException(typeof(T).Name, day);
}

/// <summary>
/// A day for which the pack has no law; the loader refuses gaps, so this is a day before the first row.
/// </summary>
internal sealed class PolicyGapException(string kind, DateOnly day)
    : Exception($"The policy pack has no {kind} for {day:yyyy-MM-dd}.");
