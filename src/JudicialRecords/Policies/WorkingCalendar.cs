using Civic.Shared.Web;

namespace Civic.JudicialRecords.Policies;

/// <summary>Days off besides weekends, and the days worked in exchange.</summary>
internal sealed class WorkingCalendar(
    IReadOnlyDictionary<DateOnly, Bilingual> holidays, IReadOnlySet<DateOnly> workedInstead, DateOnly knownThrough)
{
    /// <summary>Past this day holidays are not decreed yet, so what is computed may still move.</summary>
    public DateOnly KnownThrough { get; } = knownThrough;

    public bool IsWorkingDay(DateOnly day) => workedInstead.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.ContainsKey(day));

    public Bilingual? HolidayOn(DateOnly day) => holidays.GetValueOrDefault(day);

    public DateOnly FirstWorkingDayFrom(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The n-th working day after <paramref name="day"/>.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        for (; count > 0; count--)
        {
            day = FirstWorkingDayFrom(day.AddDays(1));
        }

        return day;
    }
}
