using System.Globalization;
using Civic.Shared.Identity;

namespace Civic.Sandbox;

/// <summary>
/// A million people whom nobody listed: each is made from their number alone, so that every register knows the same
/// person and nothing has to be kept. Their numbers begin with 099, a code that no province has.
/// </summary>
public static class Crowd
{
    public const int Size = 1_000_000;

    private const string Province = "099";
    private const string Prefix = "dan-";

    private static readonly string[] Families =
        ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương"];

    private static readonly string[] MenMiddle = ["Văn", "Đức", "Quốc", "Hữu", "Xuân", "Thành", "Mạnh"];
    private static readonly string[] WomenMiddle = ["Thị", "Thu", "Thanh", "Phương", "Hồng", "Thùy", "Kim"];

    private static readonly string[] Given =
    [
        "An", "Ánh", "Bảo", "Bình", "Châu", "Chi", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa",
        "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Phong", "Quân", "Sơn", "Tâm", "Yến",
    ];

    /// <param name="index">From 0 to <see cref="Size"/>, exclusive.</param>
    public static Persona Person(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        // Grown up, and young enough for every class and road of the sandbox.
        var born = new DateOnly(1960, 1, 1).AddDays((int)(index * 7919L % (365 * 40)));
        var man = index % 2 == 0;
        var century = ((born.Year - 1900) / 100 * 2) + (man ? 0 : 1);
        return new Persona
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{index:D6}"),
            Number = CitizenId.Parse(string.Create(
                CultureInfo.InvariantCulture, $"{Province}{century}{born.Year % 100:D2}{index:D6}")),
            Name = Name(index, man),
            BirthDate = born,
            Father = Name(index / 3, man: true),
            Mother = Name(index / 5, man: false),
            ShowsVi = "Một người trong đám đông",
            ShowsEn = "One of the crowd",
        };
    }

    /// <summary>Null where the number is nobody's.</summary>
    public static Persona? ByNumber(string number) =>
        number is { Length: 12 } && number.StartsWith(Province, StringComparison.Ordinal)
        && int.TryParse(number.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && Person(index) is var person && person.Number.Value == number
            ? person : null;

    /// <summary>Null where the id is nobody's.</summary>
    public static Persona? ById(string id) =>
        id is { Length: 10 } && id.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? Person(index) : null;

    private static string Name(int index, bool man)
    {
        var (middle, draw) = (man ? MenMiddle : WomenMiddle, index * 31);
        var family = Families[draw % Families.Length];
        return $"{family} {middle[draw / 7 % middle.Length]} {Given[draw / 11 % Given.Length]}";
    }
}
