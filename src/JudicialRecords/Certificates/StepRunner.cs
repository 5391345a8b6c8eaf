using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Certificates;

/// <summary>One step of some rows, in the scope of a unit of work of its own.</summary>
internal delegate Task RunStep(IServiceProvider services, Guid[] some);

/// <summary>
/// Has rows take their step some at a time, in one transaction, and where that can't be kept, each by itself: one row
/// must not stop all others.
/// </summary>
internal sealed partial class StepRunner(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<StepRunner> logger)
{
    private const int AtOnce = 25;

    /// <summary>The last rows of a long list are left to the next round before others may take them.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(25);

    /// <param name="ids">Rows that are this worker's for <see cref="WorkQueue.Hold"/>.</param>
    /// <param name="since">Since this timestamp.</param>
    /// <param name="step">What is to be done.</param>
    /// <param name="cancellation">What is cancelled is no failure.</param>
    internal async Task RunAsync(IEnumerable<Guid> ids, long since, RunStep step, CancellationToken cancellation)
    {
        foreach (var some in ids.Chunk(AtOnce).TakeWhile(_ => IsTimeLeft(since)))
        {
            if (await TryAsync(some, step, cancellation) || some.Length == 1)
            {
                continue;
            }

            foreach (var id in some.TakeWhile(_ => IsTimeLeft(since)))
            {
                await TryAsync([id], step, cancellation);
            }
        }
    }

    private bool IsTimeLeft(long since) => clock.GetElapsedTime(since) < WorkQueue.Hold - Reserve;

    private async Task<bool> TryAsync(Guid[] some, RunStep step, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await step(scope.ServiceProvider, some);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody changed one meanwhile, such as by withdrawing it: the next round sees it as it is.
            return false;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The claim runs out and it is tried again.
            LogFailed(e.GetType().Name, some.Length, e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Kind}: {Count} documents could not be worked on together")]
    private partial void LogFailed(string kind, int count, Exception e);
}
