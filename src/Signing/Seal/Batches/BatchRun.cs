using System.Security.Cryptography;
using Civic.Signing.Keys.Remote;
using Civic.Signing.Timestamps;

namespace Civic.Signing.Seal.Batches;

/// <summary>One batch under way: who may work, with which key, and whether going on makes sense.</summary>
internal sealed class BatchRun : IDisposable
{
    /// <summary>Enough to keep two processors and the time-stamp service busy; each holds a file or two.</summary>
    private const int AtOnce = 8;

    /// <summary>Signed files that wait for their commit and for a slow reader; who signs waits with them.</summary>
    private const int Ahead = 2 * SealGroups.Largest;

    private readonly TimestampClient _timestamps;
    private readonly CancellationTokenSource _stop;
    private volatile bool _isStampMissing;
    private int _inARow;

    internal BatchRun(SealBatch batch, TimestampClient timestamps, SealKeeping keeping, TimeProvider clock,
        CancellationToken cancellation)
    {
        (Batch, _timestamps) = (batch, timestamps);
        Groups = new SealGroups(keeping, () => Places.CurrentCount < AtOnce, clock);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    internal SealBatch Batch { get; }

    /// <summary>For who signs. Who waits for the key or for a commit holds none.</summary>
    internal SemaphoreSlim Places { get; } = new(AtOnce);

    /// <summary>For who has signed and is not answered yet.</summary>
    internal SemaphoreSlim Ends { get; } = new(Ahead);

    internal SealGroups Groups { get; }

    /// <summary>Null where the key needs no authorization: then each document uses it by itself.</summary>
    internal GatheringKey? SharedKey { get; private set; }

    /// <summary>Cancelled, too, when the time-stamp service is found to be down.</summary>
    internal CancellationToken Stop => _stop.Token;

    internal void Share(RemoteKey key) =>
        SharedKey = new GatheringKey(key, Batch.Documents.Count, Places, AreStampsToBeHadAsync, Stop);

    /// <summary>
    /// A time-stamp service that is down costs each document seconds; after as many failures in a row as documents
    /// are worked on at once, the rest is answered at once and tried again later.
    /// </summary>
    /// <returns>The outcome as the caller should see it.</returns>
    internal SealOutcome Heed(SealOutcome outcome)
    {
        // The key was not asked because no time stamp was to be had: that is what has to be waited for.
        if (outcome is SealOutcome.KeyUnavailable && _isStampMissing)
        {
            return new SealOutcome.TimestampUnavailable();
        }

        if (outcome is not SealOutcome.TimestampUnavailable)
        {
            Volatile.Write(ref _inARow, 0);
        }
        else if (Interlocked.Increment(ref _inARow) == AtOnce)
        {
            _stop.Cancel();
        }

        return outcome;
    }

    public void Dispose()
    {
        _stop.Dispose();
        Places.Dispose();
        Ends.Dispose();
    }

    private async Task<bool> AreStampsToBeHadAsync(CancellationToken cancellation)
    {
        var answer = await _timestamps.StampAsync(
            RandomNumberGenerator.GetBytes(32), HashAlgorithmName.SHA256, cancellation);
        _isStampMissing = answer is not TimestampAnswer.Granted;
        return !_isStampMissing;
    }
}
