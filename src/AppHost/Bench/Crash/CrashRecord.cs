using System.Collections.Concurrent;

namespace Civic.AppHost.Bench.Crash;

/// <summary>What people were told during the run, to be held against what is there at its end.</summary>
internal sealed class CrashRecord
{
    private readonly ConcurrentDictionary<string, bool> _requests = new(StringComparer.Ordinal);
    private int _interruptions;

    /// <summary>Codes that a citizen has seen on a page of their own.</summary>
    internal IReadOnlyCollection<string> Acknowledged => [.. _requests.Keys];

    internal IReadOnlyList<string> Open => [.. _requests.Where(r => !r.Value).Select(r => r.Key)];

    internal int Returned => _requests.Count(r => r.Value);

    internal int Interruptions => _interruptions;

    /// <summary>The last way in which somebody was interrupted, for whoever wonders why nothing goes on.</summary>
    internal string LastInterruption { get; private set; } = "";

    internal void Saw(string code, bool returned) => _requests.AddOrUpdate(code, returned, (_, was) => was || returned);

    internal void Interrupted(string who, Exception why)
    {
        Interlocked.Increment(ref _interruptions);
        LastInterruption = $"{who}: {why.Message}";
    }
}
