using System.Globalization;

namespace Civic.JudicialRecords.Requests;

/// <summary>A month of a residence history; typed as MM/yyyy, kept as yyyy-MM.</summary>
internal readonly record struct YearMonth(int Year, int Month) : IComparable<YearMonth>
{
    private static readonly string[] Forms = ["MM/yyyy", "M/yyyy", "yyyy-MM", "MM-yyyy", "M-yyyy", "MM.yyyy"];

    internal static YearMonth Of(DateOnly day) => new(day.Year, day.Month);

    internal static YearMonth? TryParse(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Of(day)
            : null;

    internal YearMonth Next() => Month == 12 ? new(Year + 1, 1) : new(Year, Month + 1);

    public int CompareTo(YearMonth other) => ((Year * 12) + Month).CompareTo((other.Year * 12) + other.Month);

    public static bool operator <(YearMonth a, YearMonth b) => a.CompareTo(b) < 0;

    public static bool operator >(YearMonth a, YearMonth b) => a.CompareTo(b) > 0;

    public static bool operator <=(YearMonth a, YearMonth b) => a.CompareTo(b) <= 0;

    public static bool operator >=(YearMonth a, YearMonth b) => a.CompareTo(b) >= 0;

    /// <summary>As people write it: MM/yyyy.</summary>
    public string ToVietnamese() => string.Create(CultureInfo.InvariantCulture, $"{Month:00}/{Year:0000}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
