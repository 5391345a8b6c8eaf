using System.Data.Common;

namespace Civic.Signing.Seal.Batches;

/// <summary>
/// What came of a batch's documents, committed in groups, each before it is told. A group is closed when it is full,
/// when no document is being worked on that could join it, or when its first has waited long enough.
/// </summary>
/// <param name="keeping">Commits.</param>
/// <param name="isAnyAtWork">Whether a document is on its way here; one that waits for its key is not.</param>
/// <param name="clock">For the wait.</param>
internal sealed class SealGroups(SealKeeping keeping, Func<bool> isAnyAtWork, TimeProvider clock)
{
    internal const int Largest = 16;

    /// <summary>A document whose time stamp is slow in coming delays the others' answers by no more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private List<Waiting> _open = [];

    /// <returns>False where a parallel call with the same key was faster; its signature then stands.</returns>
    internal async Task<bool> KeepAsync(SealEntry entry)
    {
        var mine = new Waiting(entry);
        List<Waiting> group;
        int place;
        lock (_lock)
        {
            group = _open;
            place = group.Count;
            group.Add(mine);
        }

        if (place == Largest - 1 || !isAnyAtWork())
        {
            await CloseAsync(group);
        }
        else if (place == 0)
        {
            await Task.WhenAny(mine.Kept.Task, Task.Delay(Longest, clock));
            await CloseAsync(group);
        }

        return await mine.Kept.Task;
    }

    /// <summary>Keeps the group, unless that is being done already.</summary>
    private async Task CloseAsync(List<Waiting> group)
    {
        lock (_lock)
        {
            if (group != _open)
            {
                return;
            }

            _open = [];
        }

        try
        {
            Tell(group, await keeping.KeepAsync([.. group.Select(w => w.Entry)]));
        }
        catch (DbException) when (group.Count > 1)
        {
            // Nothing of the group has happened; what can't be kept is nobody else's.
            await Task.WhenAll(group.Select(KeepAloneAsync));
        }
        catch (Exception e)
        {
            group.ForEach(w => w.Kept.TrySetException(e));
        }
    }

    private async Task KeepAloneAsync(Waiting one)
    {
        try
        {
            Tell([one], await keeping.KeepAsync([one.Entry]));
        }
        catch (Exception e)
        {
            one.Kept.TrySetException(e);
        }
    }

    private static void Tell(List<Waiting> group, IReadOnlyList<bool> kept)
    {
        for (var i = 0; i < kept.Count; i++)
        {
            group[i].Kept.TrySetResult(kept[i]);
        }
    }

    private sealed record Waiting(SealEntry Entry)
    {
        internal TaskCompletionSource<bool> Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
