using System.Diagnostics;

namespace Civic.Signing.Bench;

/// <summary>How many times a second something can be done by so many callers at once.</summary>
internal static class Rate
{
    /// <param name="callers">Each does one thing after another.</param>
    /// <param name="lasts">How long to go on.</param>
    /// <param name="action">Given a number that no other call of this measurement gets.</param>
    internal static async Task<double> OfAsync(int callers, TimeSpan lasts, Func<int, ValueTask> action)
    {
        var (next, started) = (0, Stopwatch.StartNew());
        var done = new int[callers];
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (started.Elapsed < lasts)
            {
                await action(Interlocked.Increment(ref next));
                done[caller]++;
            }
        })));
        return done.Sum() / started.Elapsed.TotalSeconds;
    }

    internal static double Median(IEnumerable<double> values) => values.Order().ToList() switch
    {
        { Count: 0 } => throw new ArgumentException("Nothing was measured.", nameof(values)),
        var sorted => sorted[sorted.Count / 2],
    };
}
