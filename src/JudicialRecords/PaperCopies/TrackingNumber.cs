using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Civic.JudicialRecords.PaperCopies;

/// <summary>
/// What the post prints on an item (UPU S10): two letters, eight digits and their check digit, the country.
/// </summary>
internal static partial class TrackingNumber
{
    private const string Weights = "86423597";

    /// <summary>Reads one as people type it, with spaces and in small letters.</summary>
    /// <param name="number">In capital letters without spaces.</param>
    /// <returns>False where a letter or digit was mistyped, which the check digit tells.</returns>
    internal static bool TryParse(string text, [NotNullWhen(true)] out string? number)
    {
        var joined = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        number = Shape().IsMatch(joined) && joined[10] - '0' == CheckDigit(joined.AsSpan(2, 8)) ? joined : null;
        return number is not null;
    }

    private static int CheckDigit(ReadOnlySpan<char> serial)
    {
        var sum = 0;
        for (var i = 0; i < serial.Length; i++)
        {
            sum += (serial[i] - '0') * (Weights[i] - '0');
        }

        return (11 - sum % 11) switch { 10 => 0, 11 => 5, var digit => digit };
    }

    [GeneratedRegex("^[A-Z]{2}[0-9]{9}[A-Z]{2}$")]
    private static partial Regex Shape();
}
