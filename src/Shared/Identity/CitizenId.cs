using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Civic.Shared.Identity;

/// <summary>
/// Personal identification number (số định danh cá nhân): 12 digits, PPP province or country of birth registration,
/// G century and sex, YY birth year, six digits (Decree 137/2015/NĐ-CP Art. 13). It has no check digit, so only
/// structure is validated. ToString masks all but the last three digits; the value is reached by name.
/// </summary>
public readonly record struct CitizenId
{
    private readonly string? _value;

    private CitizenId(string value) => _value = value;

    /// <summary>The twelve digits.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A CitizenId was used before it was parsed.");

    /// <summary>Year of birth as the number states it.</summary>
    public int BirthYear => 1900 + (Digit(3) / 2 * 100) + (Digit(4) * 10) + Digit(5);

    /// <summary>Even century digit: male.</summary>
    public bool IsMale => Digit(3) % 2 == 0;

    public static bool TryParse([NotNullWhen(true)] string? text, out CitizenId id)
    {
        var ok = text is { Length: 12 } && text.All(char.IsAsciiDigit) && ProvinceOf(text) is > 0 and < 900;
        id = ok ? new CitizenId(text!) : default;
        return ok;
    }

    /// <exception cref="FormatException">The structure is impossible.</exception>
    public static CitizenId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not a personal identification number.");

    /// <summary>
    /// Whether the number's year and sex fit what a register states; a register may know only the year.
    /// </summary>
    public bool Fits(int birthYear, bool male) => BirthYear == birthYear && IsMale == male;

    public override string ToString() => _value is null ? "(none)" : $"*********{_value[9..]}";

    private static int ProvinceOf(string text) => int.Parse(text.AsSpan(0, 3), CultureInfo.InvariantCulture);

    private int Digit(int index) => Value[index] - '0';
}
