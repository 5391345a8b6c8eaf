using System.Threading.Channels;
using Civic.Signing.Keys;
using Civic.Signing.Keys.Remote;
using Civic.Signing.Timestamps;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Signing.Seal.Batches;

/// <summary>
/// Signs many documents with one key: a remote one is authorized once, for exactly their digests. Each document is
/// sealed, kept and answered by itself, as <see cref="Sealer"/> does it, so that none waits for one that fails and a
/// repetition takes only what is missing.
/// </summary>
internal sealed class BatchSealer(
    IServiceScopeFactory scopes, KeyRing keys, TimestampClient timestamps, SigningMetrics metrics, TimeProvider clock)
{
    /// <summary>Writes what came of each document as soon as it is known, and completes the answers.</summary>
    internal async Task SealAsync(
        SealBatch batch, ChannelWriter<BatchAnswer> answers, CancellationToken cancellation)
    {
        using var run = new BatchRun(batch, timestamps, cancellation);
        if (keys.TryGet(batch.ProfileName, out var key) && key is RemoteKey remote)
        {
            run.Share(remote);
        }

        try
        {
            await Task.WhenAll(batch.Documents.Select(d => SealAsync(d, run, answers, cancellation)));
            answers.Complete();
        }
        catch (Exception e)
        {
            answers.Complete(e);
        }
    }

    private async Task SealAsync(
        DocumentCall document, BatchRun run, ChannelWriter<BatchAnswer> answers, CancellationToken cancellation)
    {
        await run.Places.WaitAsync(cancellation);
        try
        {
            var started = clock.GetTimestamp();
            var outcome = await OutcomeAsync(document, run, cancellation);
            metrics.Sealed(run.Batch.ProfileName, outcome.Code, clock.GetElapsedTime(started));
            await answers.WriteAsync(new BatchAnswer(document, outcome), cancellation);
        }
        finally
        {
            run.Places.Release();
        }
    }

    private async Task<SealOutcome> OutcomeAsync(
        DocumentCall document, BatchRun run, CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var call = new SealCall(document, run.Batch.ProfileName, run.Batch.Field) { SharedKey = run.SharedKey };
            return run.Heed(await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(call, run.Stop));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SealOutcome.TimestampUnavailable();
        }
        finally
        {
            run.SharedKey?.Leave();
        }
    }
}
