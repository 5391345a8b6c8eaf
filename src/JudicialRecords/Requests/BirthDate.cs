using System.Globalization;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// A date of birth in the form in which registers state it, and answers are kept: the day, or the year alone.
/// </summary>
internal readonly record struct BirthDate(int Year, DateOnly? Day = null)
{
    public static BirthDate Of(DateOnly day) => new(day.Year, day);

    /// <summary>A month without its day can't be said in this form; the year can.</summary>
    public static BirthDate From(PartialDate date) => date.Day is null ? new(date.Year) : Of(date.Earliest);

    public PartialDate ToPartial() => Day is { } day ? PartialDate.Of(day) : PartialDate.OfYear(Year);

    public int YoungestOn(DateOnly day) => ToPartial().YoungestOn(day);

    public int OldestOn(DateOnly day) => ToPartial().OldestOn(day);

    public bool IsCompatibleWith(BirthDate other) => ToPartial().IsCompatibleWith(other.ToPartial());

    /// <summary>dd/MM/yyyy, or the year alone.</summary>
    public override string ToString() =>
        Day?.ToVietnamese() ?? Year.ToString(CultureInfo.InvariantCulture);
}
