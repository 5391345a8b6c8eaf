using System.Collections.Concurrent;

namespace Civic.Signing.Keys;

/// <summary>
/// Signatures of a key that takes milliseconds for each, made in short rows on no more threads than there are
/// processors. An RSA signature leaves the processor's caches cold for all other code, which then runs two to three
/// times slower; callers under load therefore get a row's signatures together, and work on together.
/// </summary>
/// <param name="sign">Given a digest; is called by several threads at once.</param>
internal sealed class SigningRows(Func<ReadOnlyMemory<byte>, byte[]> sign) : IThreadPoolWorkItem
{
    /// <summary>The first in a row waits for the last; more would gain little.</summary>
    internal const int Longest = 8;

    private readonly ConcurrentQueue<Asked> _asked = new();
    private int _busy;

    /// <returns>The signature, or the failure of the key; that of one digest is nobody else's.</returns>
    internal Task<byte[]> SignAsync(ReadOnlyMemory<byte> digest)
    {
        var mine = new Asked(digest);
        _asked.Enqueue(mine);
        TakeThread();
        return mine.Task;
    }

    /// <summary>Signs one row. If there is a next one, it comes after what this one's callers do first.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var row = new List<Asked>(Longest);
        // Threads that are not busy take their part, too; others come back to what is there by then.
        var free = Math.Max(1, Environment.ProcessorCount - Volatile.Read(ref _busy) + 1);
        var share = Math.Clamp((_asked.Count + free - 1) / free, 1, Longest);
        while (row.Count < share && _asked.TryDequeue(out var asked))
        {
            asked.Sign(sign);
            row.Add(asked);
        }

        row.ForEach(asked => asked.Tell());
        Interlocked.Decrement(ref _busy);
        if (!_asked.IsEmpty)
        {
            TakeThread();
        }
    }

    /// <summary>Where all threads are taken, each of them looks for more after it has said that it is free.</summary>
    private void TakeThread()
    {
        for (var busy = Volatile.Read(ref _busy); busy < Environment.ProcessorCount; busy = Volatile.Read(ref _busy))
        {
            if (Interlocked.CompareExchange(ref _busy, busy + 1, busy) == busy)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
        }
    }

    private sealed class Asked(ReadOnlyMemory<byte> digest)
        : TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private byte[] _signature = [];
        private Exception? _failure;

        internal void Sign(Func<ReadOnlyMemory<byte>, byte[]> sign)
        {
            try
            {
                _signature = sign(digest);
            }
            catch (Exception e)
            {
                // Whatever it was, the caller has to learn of it; nobody else waits for this work.
                _failure = e;
            }
        }

        internal void Tell()
        {
            if (_failure is null)
            {
                SetResult(_signature);
            }
            else
            {
                SetException(_failure);
            }
        }
    }
}
