namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Tells the workers of this process that a row may be theirs now, so that nobody waits for their next round.
/// </summary>
internal sealed class WorkSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    internal void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // A round is due already; it will see this row too.
        }
    }

    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _signal.WaitAsync(atMost, cancellation);

    public void Dispose() => _signal.Dispose();
}
