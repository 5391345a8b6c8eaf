using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Delivery;

/// <param name="Taken">Whether each that was tried was taken; what was not tried is not there.</param>
/// <param name="BrokenOff">Nothing but failures came at last, so that the rest is better left for a while.</param>
internal sealed record Called(IReadOnlyDictionary<OutboxRow, bool> Taken, bool BrokenOff);

/// <summary>
/// The calls of one bite: the first by itself, then several at a time. It ends early when its time is over, when as
/// many calls in a row failed as are made at a time, or when the host stops; the rest is nobody's failure.
/// What is under way when the host stops has a moment to be answered, so that what was taken is not sent again.
/// </summary>
internal sealed partial class Calls(DeliveryOptions options, TimeProvider clock, ILogger<Calls> logger)
{
    /// <summary>No call begins later than this after the first one.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>How long an answer is waited for once the host stops; less than the host waits.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private static readonly CancellationToken Over = new(canceled: true);

    /// <param name="lines">At least one row; those of one line are called one after another.</param>
    /// <param name="call">
    /// Whether the other side took it; it must not touch the database. Once its token is cancelled it says only what it
    /// knows from a list that went before.
    /// </param>
    /// <param name="stopping">Ends the bite; what came of the calls so far is returned.</param>
    internal async Task<Called> RunAsync<T>(
        IEnumerable<IEnumerable<T>> lines, Func<T, CancellationToken, Task<bool>> call, CancellationToken stopping)
        where T : OutboxRow
    {
        using var ended = new CancellationTokenSource();
        await using var stop = stopping.Register(() => ended.CancelAfter(Grace));
        var taken = new ConcurrentDictionary<OutboxRow, bool>();
        var (began, inARow) = (clock.GetTimestamp(), new FailuresInARow());
        var all = lines.Select(line => line.ToArray()).ToList();
        await LineAsync(all[0][..1]);
        await Parallel.ForEachAsync(
            all.Select((line, i) => i == 0 ? line[1..] : line),
            new ParallelOptions { MaxDegreeOfParallelism = options.CallsAtOnce, CancellationToken = default },
            async (line, _) => await LineAsync(line));
        return new(taken, inARow.Failures >= options.CallsAtOnce);

        async Task LineAsync(T[] line)
        {
            foreach (var row in line)
            {
                // Also a row whose turn does not come may have been taken, with a list that went before.
                var goesOn = GoesOn();
                switch (await TryAsync(row, call, goesOn ? ended.Token : Over))
                {
                    case { } answer when goesOn:
                        taken[row] = answer;
                        inARow.Count(answer);
                        break;
                    case true:
                        taken[row] = true;
                        break;
                }
            }
        }

        bool GoesOn() => !stopping.IsCancellationRequested
            && inARow.Failures < options.CallsAtOnce && clock.GetElapsedTime(began) < Longest;
    }

    /// <returns>Null where it was not tried, or the host stopped and there was no answer in time.</returns>
    private async Task<bool?> TryAsync<T>(
        T row, Func<T, CancellationToken, Task<bool>> call, CancellationToken cancellation)
    {
        try
        {
            return await call(row, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            // One row of which nothing can be said must not hold up all others.
            LogNotSaid(e.GetType().Name);
            return false;
        }
    }

    private sealed class FailuresInARow
    {
        private int _failures;

        internal int Failures => Volatile.Read(ref _failures);

        internal void Count(bool taken)
        {
            if (taken)
            {
                Volatile.Write(ref _failures, 0);
            }
            else
            {
                Interlocked.Increment(ref _failures);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A message or result could not be put into words ({Kind}); it is tried again later")]
    private partial void LogNotSaid(string kind);
}
