using System.Globalization;

namespace Civic.Shared.Identity;

/// <summary>
/// A day of which registers may know only the year, or the year and the month. What is not known is never filled in.
/// </summary>
public readonly record struct PartialDate
{
    private PartialDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int? Month { get; }

    /// <summary>Null as well wherever the month is.</summary>
    public int? Day { get; }

    /// <summary>The first day that it can be.</summary>
    public DateOnly Earliest => new(Year, Month ?? 1, Day ?? 1);

    public static PartialDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>
    /// yyyy, yyyy-MM or yyyy-MM-dd: the type date of FHIR R4; the claim birthdate of OpenID Connect (Core §5.1) has the
    /// first and the last of them.
    /// </summary>
    public static bool TryParse(string? text, out PartialDate date)
    {
        foreach (var (form, known) in Forms)
        {
            if (DateOnly.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                date = new(day.Year, known > 1 ? day.Month : null, known > 2 ? day.Day : null);
                return true;
            }
        }

        date = default;
        return false;
    }

    /// <exception cref="FormatException">It is in no form that <see cref="TryParse"/> takes.</exception>
    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException("No date, month or year.");

    /// <summary>As <see cref="TryParse"/> takes it.</summary>
    public override string ToString() => Written("yyyy-MM-dd", "yyyy-MM", "yyyy");

    /// <summary>dd/MM/yyyy, MM/yyyy or the year alone.</summary>
    public string ToVietnamese() => Written("dd/MM/yyyy", "MM/yyyy", "yyyy");

    private static (string Form, int Known)[] Forms => [("yyyy-MM-dd", 3), ("yyyy", 1), ("yyyy-MM", 2)];

    private string Written(string day, string month, string year) => Earliest.ToString(
        Day is not null ? day : Month is not null ? month : year, CultureInfo.InvariantCulture);
}
