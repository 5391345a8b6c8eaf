using System.Globalization;

namespace Civic.Shared.Identity;

/// <summary>Vietnam has one zone, UTC+7, without daylight saving; all legal dates are dates there.</summary>
public static class VietnamTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static DateTimeOffset InVietnam(this DateTimeOffset time) => time.ToOffset(Offset);

    public static DateOnly DateInVietnam(this DateTimeOffset time) =>
        DateOnly.FromDateTime(time.ToOffset(Offset).DateTime);

    public static DateOnly TodayInVietnam(this TimeProvider clock) => clock.GetUtcNow().DateInVietnam();

    /// <summary>The moment, in UTC, at which that day begins in Vietnam.</summary>
    public static DateTimeOffset MidnightInVietnam(this DateOnly date) =>
        new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>dd/MM/yyyy</summary>
    public static string ToVietnamese(this DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>HH:mm dd/MM/yyyy in Vietnam.</summary>
    public static string ToVietnamese(this DateTimeOffset time) =>
        time.InVietnam().ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);
}
