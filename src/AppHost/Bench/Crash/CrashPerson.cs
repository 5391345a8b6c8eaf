using Civic.AppHost.Demo;
using Civic.AppHost.House;
using Civic.Browsing;

namespace Civic.AppHost.Bench.Crash;

/// <summary>
/// Somebody at a browser who tries again after whatever went wrong, and after the third time in a row with a browser
/// that knows nothing of before.
/// </summary>
internal abstract class CrashPerson(string persona, CrashRecord record) : IDisposable
{
    private const int NewBrowserAfter = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected Actor Actor { get; private set; } = new(persona);

    /// <summary>Goes on until there is nothing left to do.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        for (var failed = 0; !cancellation.IsCancellationRequested;)
        {
            try
            {
                if (!await OnceAsync(cancellation))
                {
                    return;
                }

                failed = 0;
            }
            catch (Exception e) when (IsInterruption(e) && !cancellation.IsCancellationRequested)
            {
                record.Interrupted(persona, e);
                failed++;
                if (failed % NewBrowserAfter == 0)
                {
                    Actor.Dispose();
                    Actor = new Actor(persona);
                }
            }

            await Task.Delay(Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => Actor.Dispose();

    /// <returns>False where this person is done for good.</returns>
    protected abstract Task<bool> OnceAsync(CancellationToken cancellation);

    private static bool IsInterruption(Exception e) =>
        e is BrowsingException or HttpRequestException or IOException or HouseFailure or OperationCanceledException;
}
