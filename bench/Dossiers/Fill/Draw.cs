namespace Civic.Dossiers.Bench.Fill;

/// <summary>Draws that depend on a seed and a number alone (splitmix64), not on what others drew.</summary>
internal sealed class Draw(ulong seed, long number)
{
    private ulong _state = seed ^ ((ulong)number * 0xD1342543DE82EF95);

    /// <returns>From 0 up to, and without, that number.</returns>
    internal int Below(int sides)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)sides);
    }

    internal bool Happens(int percent) => Below(100) < percent;

    internal T Of<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    internal TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromSeconds(Below((int)(most - least).TotalSeconds));
}
