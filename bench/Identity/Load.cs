using System.Diagnostics;

namespace Civic.Identity.Bench;

/// <summary>What a slice of load came to.</summary>
internal sealed record Measured(double Rate, IReadOnlyList<double> Milliseconds)
{
    internal double Percentile(double share) =>
        Milliseconds.Order().ElementAt((int)Math.Min(Milliseconds.Count - 1, Milliseconds.Count * share));
}

internal static class Load
{
    /// <summary>Full logins by so many people at once, each beginning the next when one is done.</summary>
    internal static async Task<double> LoginsAsync(Side side, Upstream upstream, int people, TimeSpan lasts)
    {
        var (done, started) = (0, Stopwatch.StartNew());
        await OnThreadsAsync(people, () =>
        {
            using var login = new Login(side, upstream);
            while (started.Elapsed < lasts)
            {
                login.Walk();
                Interlocked.Increment(ref done);
            }
        });
        return done / started.Elapsed.TotalSeconds;
    }

    /// <summary>Logins that begin at a fixed rate whatever becomes of those before; late ones count as late.</summary>
    internal static async Task<Measured> SteadyAsync(Side side, Upstream upstream, double rate, TimeSpan lasts)
    {
        var idle = new System.Collections.Concurrent.ConcurrentBag<Login>();
        var (running, started) = (new List<Task<double>>(), Stopwatch.StartNew());
        for (var i = 0; i / rate < lasts.TotalSeconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / rate);
            if (due - started.Elapsed is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait);
            }

            running.Add(OnThread(() =>
            {
                var login = idle.TryTake(out var known) ? known : new Login(side, upstream);
                login.Walk();
                idle.Add(login);
                return (started.Elapsed - due).TotalMilliseconds;
            }));
        }

        var times = await Task.WhenAll(running);
        var measured = new Measured(times.Length / started.Elapsed.TotalSeconds, times);
        foreach (var login in idle)
        {
            login.Dispose();
        }

        return measured;
    }

    /// <summary>
    /// Requests that were made and signed beforehand, over so many connections, until they run out or time is over.
    /// </summary>
    internal static Task<double> RequestsAsync(Side side, byte[][] requests, int connections, TimeSpan lasts) =>
        OnThread(() => new Connections(side, requests, lasts).Run(connections));

    /// <summary>A thread for each caller, as a person and a client have a processor of their own.</summary>
    internal static Task OnThreadsAsync(int callers, Action work) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => OnThread(() =>
        {
            work();
            return true;
        })));

    private static Task<T> OnThread<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Signs on both cores, outside of what is measured.</summary>
    internal static byte[][] Prepare(int count, Func<int, byte[]> make)
    {
        var requests = new byte[count][];
        Parallel.For(0, count, i => requests[i] = make(i));
        return requests;
    }
}
