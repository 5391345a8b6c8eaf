using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// Dossier code (mã số hồ sơ): agency code, date of registration, number of the day; four digits, seven past 9,999
/// (Circular 01/2018/TT-VPCP Art. 19).
/// </summary>
internal readonly partial record struct DossierCode
{
    private readonly string? _value;

    private DossierCode(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("A DossierCode was used before it was made.");

    internal static DossierCode Make(string agencyCode, DateOnly day, long numberOfTheDay)
    {
        var number = numberOfTheDay.ToString(numberOfTheDay > 9999 ? "D7" : "D4", CultureInfo.InvariantCulture);
        return Parse(string.Create(CultureInfo.InvariantCulture, $"{agencyCode}-{day:yyMMdd}-{number}"));
    }

    internal static bool TryParse([NotNullWhen(true)] string? text, out DossierCode code)
    {
        var ok = text is not null && text.Length <= 40 && Shape().IsMatch(text);
        code = ok ? new DossierCode(text!) : default;
        return ok;
    }

    internal static DossierCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException("Not a dossier code.");

    public override string ToString() => _value ?? "(none)";

    [GeneratedRegex(
        @"^(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d+)*-\d{6}(?:\d{2})?-\d{4,7}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Shape();
}
