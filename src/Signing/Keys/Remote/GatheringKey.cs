using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys.Remote;

/// <summary>
/// A remote key that several callers share for one batch: each brings a digest and waits. When every one of them has
/// brought one or has left, all digests go to the service under one authorization that names exactly them.
/// </summary>
/// <param name="key">The key.</param>
/// <param name="callers">How many; each must call <see cref="Leave"/> in the end, whatever came of it.</param>
/// <param name="places">
/// How many work at a time. A caller holds a place but while it waits here, so that all of them can get this far.
/// </param>
/// <param name="isReady">Whether signatures can be used at all; an authorization is not spent in vain.</param>
/// <param name="cancellation">Of the batch.</param>
internal sealed class GatheringKey(RemoteKey key, int callers, SemaphoreSlim places,
    Func<CancellationToken, Task<bool>> isReady, CancellationToken cancellation) : ISigningKey
{
    private readonly Lock _lock = new();
    private List<Waiting> _waiting = [];
    private int _working = callers;

    public X509Certificate2 Certificate => key.Certificate;

    public IReadOnlyList<X509Certificate2> Chain => key.Chain;

    public SignatureScheme Scheme => key.Scheme;

    public async ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellation)
    {
        var mine = new Waiting(digest);
        lock (_lock)
        {
            _waiting.Add(mine);
        }

        places.Release();
        try
        {
            OneLess();
            return await mine.Signature.Task.WaitAsync(cancellation);
        }
        finally
        {
            await places.WaitAsync(CancellationToken.None);
        }
    }

    /// <summary>This caller brings no digest any more.</summary>
    internal void Leave() => OneLess();

    private void OneLess()
    {
        List<Waiting> all;
        lock (_lock)
        {
            if (--_working > 0 || _waiting.Count == 0)
            {
                return;
            }

            // They go on with their signatures; one whose signature turns out too long for its place comes again.
            (all, _waiting) = (_waiting, []);
            _working = all.Count;
        }

        _ = SignAsync(all);
    }

    private async Task SignAsync(List<Waiting> all)
    {
        try
        {
            if (!await isReady(cancellation))
            {
                throw new KeyUnavailableException("it was not asked: its signatures could not be completed");
            }

            var outcomes = await key.SignHashesAsync([.. all.Select(w => w.Digest)], cancellation);
            foreach (var (waiting, outcome) in all.Zip(outcomes))
            {
                waiting.Take(outcome);
            }
        }
        catch (Exception e)
        {
            // Whatever it was, each caller has to learn of it; nobody else waits for this task.
            all.ForEach(w => w.Signature.TrySetException(e));
        }
    }

    private sealed record Waiting(ReadOnlyMemory<byte> Digest)
    {
        internal TaskCompletionSource<byte[]> Signature { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Take(HashSignature outcome)
        {
            if (outcome is HashSignature.Made(var signature))
            {
                Signature.TrySetResult(signature);
            }
            else
            {
                Signature.TrySetException(new KeyUnavailableException(((HashSignature.Failed)outcome).Reason));
            }
        }
    }
}
