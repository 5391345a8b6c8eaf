namespace Civic.Testing;

/// <summary>A seeded sequence (xorshift), so that what fails once fails again.</summary>
public sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 to one below the limit.</summary>
    public int Below(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)(_state % (ulong)limit);
    }
}
