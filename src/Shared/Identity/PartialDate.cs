using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Civic.Shared.Identity;

/// <summary>
/// A day of which registers may know only the year, or the year and the month. What is not known is never filled in.
/// In JSON it is a text as <see cref="ToString"/> writes it.
/// </summary>
[JsonConverter(typeof(Text))]
public readonly record struct PartialDate
{
    private PartialDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int? Month { get; }

    /// <summary>Null as well wherever the month is.</summary>
    public int? Day { get; }

    /// <summary>The first day that it can be.</summary>
    public DateOnly Earliest => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day that it can be.</summary>
    public DateOnly Latest => new(Year, Month ?? 12, Day ?? DateTime.DaysInMonth(Year, Month ?? 12));

    public static PartialDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);

    public static PartialDate OfYear(int year) => new(year, null, null);

    /// <summary>Of somebody born then: the least age in full years that is possible on that day.</summary>
    public int YoungestOn(DateOnly day) => FullYears(Latest, day);

    /// <summary>The greatest age that is possible.</summary>
    public int OldestOn(DateOnly day) => FullYears(Earliest, day);

    /// <summary>Whether both may be the same day: one may know less than the other.</summary>
    public bool IsCompatibleWith(PartialDate other) =>
        Year == other.Year
        && (Month is null || other.Month is null || Month == other.Month)
        && (Day is null || other.Day is null || Day == other.Day);

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

    /// <summary>As people write it: dd/MM/yyyy, MM/yyyy or the year alone; or as for <see cref="TryParse"/>.</summary>
    public static bool TryRead(string? typed, out PartialDate date)
    {
        var parts = (typed ?? "").Trim().Split('/');
        Array.Reverse(parts);
        return TryParse(string.Join('-', parts.Select(part => part.PadLeft(2, '0'))), out date);
    }

    /// <summary>As <see cref="TryParse"/> takes it.</summary>
    public override string ToString() => Written("yyyy-MM-dd", "yyyy-MM", "yyyy");

    /// <summary>dd/MM/yyyy, MM/yyyy or the year alone.</summary>
    public string ToVietnamese() => Written("dd/MM/yyyy", "MM/yyyy", "yyyy");

    private static (string Form, int Known)[] Forms => [("yyyy-MM-dd", 3), ("yyyy", 1), ("yyyy-MM", 2)];

    private string Written(string day, string month, string year) => Earliest.ToString(
        Day is not null ? day : Month is not null ? month : year, CultureInfo.InvariantCulture);

    private static int FullYears(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        return day < born.AddYears(years) ? years - 1 : years;
    }

    private sealed class Text : JsonConverter<PartialDate>
    {
        public override PartialDate Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var date) ? date : throw new JsonException("No date, month or year.");

        public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
