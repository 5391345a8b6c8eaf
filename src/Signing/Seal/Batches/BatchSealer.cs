using System.Threading.Channels;
using Civic.Signing.Keys;
using Civic.Signing.Keys.Remote;
using Civic.Signing.Timestamps;

namespace Civic.Signing.Seal.Batches;

/// <summary>
/// Signs many documents with one key: a remote one is authorized once, for exactly their digests. What the database
/// knows of them is read at once and what comes of them is committed in groups, but each is decided and answered by
/// itself, as <see cref="Sealer"/> does it, so that none waits for one that fails and a repetition takes only what is
/// missing.
/// </summary>
internal sealed class BatchSealer(
    Sealer sealer, SealKeeping keeping, KeyRing keys, TimestampClient timestamps, SigningMetrics metrics,
    TimeProvider clock)
{
    /// <summary>Writes what came of each document as soon as it is known, and completes the answers.</summary>
    internal async Task SealAsync(
        SealBatch batch, ChannelWriter<BatchAnswer> answers, CancellationToken cancellation)
    {
        using var run = new BatchRun(batch, timestamps, keeping, clock, cancellation);
        if (keys.TryGet(batch.ProfileName, out var key) && key is RemoteKey remote)
        {
            run.Share(remote);
        }

        try
        {
            var calls = batch.Documents
                .Select(d => new SealCall(d, batch.ProfileName, batch.Field) { SharedKey = run.SharedKey }).ToList();
            var facts = await sealer.FactsAsync(calls, cancellation);
            await Task.WhenAll(calls.Zip(facts, (call, known) => Task.Run(
                () => SealAsync(call, known, run, answers, cancellation), CancellationToken.None)));
            answers.Complete();
        }
        catch (Exception e)
        {
            answers.Complete(e);
        }
    }

    private async Task SealAsync(SealCall call, SealFacts facts, BatchRun run, ChannelWriter<BatchAnswer> answers,
        CancellationToken cancellation)
    {
        await run.Places.WaitAsync(cancellation);
        var started = clock.GetTimestamp();
        SealDecision decision;
        try
        {
            decision = await DecideAsync(call, facts, run, cancellation);
            await run.Ends.WaitAsync(cancellation);
        }
        finally
        {
            run.Places.Release();
        }

        try
        {
            var outcome = await sealer.FinishAsync(call, decision, run.Groups.KeepAsync, cancellation);
            metrics.Sealed(call.ProfileName, outcome.Code, clock.GetElapsedTime(started));
            await answers.WriteAsync(new BatchAnswer(call.Sent, outcome), cancellation);
        }
        finally
        {
            run.Ends.Release();
        }
    }

    private async Task<SealDecision> DecideAsync(
        SealCall call, SealFacts facts, BatchRun run, CancellationToken cancellation)
    {
        try
        {
            var decision = await sealer.DecideAsync(call, facts, run.Stop);
            return decision with { Outcome = run.Heed(decision.Outcome) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SealDecision(new SealOutcome.TimestampUnavailable());
        }
        finally
        {
            run.SharedKey?.Leave();
        }
    }
}
