using System.Globalization;

namespace Civic.JudicialRecords.Requests;

/// <summary>A date of birth of which a register may know the year only.</summary>
internal readonly record struct BirthDate(int Year, DateOnly? Day = null)
{
    public static BirthDate Of(DateOnly day) => new(day.Year, day);

    /// <summary>Full years on that day; null where the year alone leaves two possibilities.</summary>
    public int? AgeOn(DateOnly day) => YoungestOn(day) == OldestOn(day) ? YoungestOn(day) : null;

    /// <summary>The least age that fits: born on the last day of the year.</summary>
    public int YoungestOn(DateOnly day) => FullYears(Day ?? new DateOnly(Year, 12, 31), day);

    /// <summary>The greatest age that fits: born on the first day of the year.</summary>
    public int OldestOn(DateOnly day) => FullYears(Day ?? new DateOnly(Year, 1, 1), day);

    /// <summary>Whether both may be the same person's: one may know less than the other.</summary>
    public bool IsCompatibleWith(BirthDate other) =>
        Year == other.Year && (Day is null || other.Day is null || Day == other.Day);

    /// <summary>dd/MM/yyyy, or the year alone.</summary>
    public override string ToString() =>
        Day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? Year.ToString(CultureInfo.InvariantCulture);

    private static int FullYears(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        return day < born.AddYears(years) ? years - 1 : years;
    }
}
