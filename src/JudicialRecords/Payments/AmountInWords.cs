using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Payments;

/// <summary>An amount written out as on vouchers (số tiền bằng chữ), which can't be altered like digits.</summary>
internal static class AmountInWords
{
    private static readonly string[] Digits =
        ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

    private static readonly string[] Scales = ["", "nghìn", "triệu"];

    private const long Billion = 1_000_000_000;

    /// <summary>Such as "Hai trăm lẻ năm nghìn đồng".</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than nothing.</exception>
    internal static string Of(Money amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Dong);
        var words = amount.Dong == 0 ? Digits[0] : string.Join(' ', Number(amount.Dong, isFirst: true));
        return $"{char.ToUpperInvariant(words[0])}{words[1..]} đồng";
    }

    /// <summary>Billions are counted as a number of their own, however many there are.</summary>
    private static IEnumerable<string> Number(long value, bool isFirst)
    {
        if (value >= Billion)
        {
            foreach (var word in Number(value / Billion, isFirst))
            {
                yield return word;
            }

            yield return "tỷ";
            isFirst = false;
        }

        var rest = (int)(value % Billion);
        for (var scale = 2; scale >= 0; scale--)
        {
            var group = rest / (scale switch { 2 => 1_000_000, 1 => 1_000, _ => 1 }) % 1_000;
            if (group == 0)
            {
                continue;
            }

            foreach (var word in Group(group, isFirst))
            {
                yield return word;
            }

            if (scale > 0)
            {
                yield return Scales[scale];
            }

            isFirst = false;
        }
    }

    /// <summary>Three digits; only the first group of a number leaves out what is zero in front.</summary>
    private static IEnumerable<string> Group(int value, bool isFirst)
    {
        var (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
        if (hundreds > 0 || !isFirst)
        {
            yield return Digits[hundreds];
            yield return "trăm";
        }

        switch (tens)
        {
            case 0 when ones > 0 && (hundreds > 0 || !isFirst):
                yield return "lẻ";
                break;
            case 1:
                yield return "mười";
                break;
            case > 1:
                yield return Digits[tens];
                yield return "mươi";
                break;
            default:
                break;
        }

        if (ones > 0)
        {
            yield return (tens, ones) switch
            {
                ( > 1, 1) => "mốt",
                ( > 1, 4) => "tư",
                ( > 0, 5) => "lăm",
                _ => Digits[ones],
            };
        }
    }
}
