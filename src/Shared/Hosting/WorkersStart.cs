using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Civic.Shared.Hosting;

/// <summary>
/// When a host's background work begins: once the host answers, and Civic:WorkersAfterSeconds later (0 by default). Ten
/// hosts that start on one small machine first answer people, then look for work that was left.
/// </summary>
public sealed class WorkersStart(IHostApplicationLifetime lifetime, IConfiguration configuration, TimeProvider clock)
{
    private readonly TimeSpan _after = TimeSpan.FromSeconds(configuration.GetValue("Civic:WorkersAfterSeconds", 0d));

    /// <summary>Completes when work may begin, or the host stops before; it never throws.</summary>
    public async Task WaitAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var answers = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_after > TimeSpan.Zero)
        {
            await Task.Delay(_after, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
