using System.Globalization;
using System.Text.RegularExpressions;

namespace Civic.HealthRecord.Sources.InsuranceClaims;

/// <summary>
/// LIEU_DUNG is free text with a pattern: amount a time * times a day * days [total a day]. Only the days are read, to
/// know how long a drug was meant to be taken; the text itself is always shown as written.
/// </summary>
internal static partial class DoseText
{
    internal static int? DaysOf(string dose) =>
        Days().Match(dose) is { Success: true } match
        && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days is > 0 and <= 366
            ? days
            : null;

    [GeneratedRegex(@"\*\s*(\d{1,3})\s*ngày(?:\s*\[|\s*$)", RegexOptions.CultureInvariant)]
    private static partial Regex Days();
}
