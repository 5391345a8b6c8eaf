using Civic.Shared.Identity;

namespace Civic.Testing;

/// <summary>A clock that a test moves; timers still run in real time.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    private long _ticks = start.UtcTicks;

    /// <summary>
    /// Today, for foreign programs that check signatures have no other clock; but at the last nine o'clock of Vietnam,
    /// so that hours that a test lets pass don't cross midnight whenever it is run in the evening.
    /// </summary>
    public static ManualClock LastMorning()
    {
        var now = System.GetUtcNow();
        var morning = now.DateInVietnam().MidnightInVietnam() + Morning;
        return new(morning <= now ? morning : morning.AddDays(-1));
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Set(DateTimeOffset to) => Interlocked.Exchange(ref _ticks, to.UtcTicks);
}
