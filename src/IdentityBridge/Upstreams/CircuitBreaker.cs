namespace Civic.IdentityBridge.Upstreams;

/// <summary>
/// After three failures in a row nobody waits for the upstream any more for half a minute; then one may try, and its
/// luck decides for all.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider clock)
{
    private const int Failures = 3;
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private int _failed;
    private DateTimeOffset _closedUntil;

    internal bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _failed >= Failures && clock.GetUtcNow() < _closedUntil;
            }
        }
    }

    /// <summary>False while it rests; after that one is let through and the others wait for its luck.</summary>
    internal bool MayTry()
    {
        lock (_lock)
        {
            if (_failed < Failures)
            {
                return true;
            }

            var now = clock.GetUtcNow();
            if (now < _closedUntil)
            {
                return false;
            }

            _closedUntil = now + Rest;
            return true;
        }
    }

    internal void Succeeded()
    {
        lock (_lock)
        {
            _failed = 0;
        }
    }

    internal void Failed()
    {
        lock (_lock)
        {
            _failed++;
            _closedUntil = clock.GetUtcNow() + Rest;
        }
    }
}
