using System.Globalization;

namespace Civic.Shared.Identity;

/// <summary>An amount in Vietnamese đồng, which has no subunit.</summary>
public readonly record struct Money(long Dong) : IComparable<Money>
{
    public static readonly Money Zero;

    public static Money operator +(Money a, Money b) => new(checked(a.Dong + b.Dong));

    public static Money operator -(Money a, Money b) => new(checked(a.Dong - b.Dong));

    public static Money operator *(Money a, int times) => new(checked(a.Dong * times));

    public static bool operator <(Money a, Money b) => a.Dong < b.Dong;

    public static bool operator >(Money a, Money b) => a.Dong > b.Dong;

    public static bool operator <=(Money a, Money b) => a.Dong <= b.Dong;

    public static bool operator >=(Money a, Money b) => a.Dong >= b.Dong;

    public static Money Min(Money a, Money b) => a < b ? a : b;

    public static Money Max(Money a, Money b) => a > b ? a : b;

    public int CompareTo(Money other) => Dong.CompareTo(other.Dong);

    /// <summary>As written in Vietnam: 200.000 đ.</summary>
    public override string ToString() => Dong.ToString("#,##0", Grouping) + " đ";

    private static readonly NumberFormatInfo Grouping = new()
    {
        NumberGroupSeparator = ".",
        NumberDecimalSeparator = ",",
    };
}
