namespace Civic.IdentityBridge.Sessions;

/// <summary>When a service that has not confirmed is told again, for a little more than a day.</summary>
internal static class Resending
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(18),
    ];

    /// <summary>Null where it is given up.</summary>
    internal static DateTimeOffset? Next(long attempts, DateTimeOffset now) =>
        attempts < Pauses.Length ? now + Pauses[attempts] : null;
}
