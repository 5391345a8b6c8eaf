using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Civic.Sandbox;

/// <summary>Things handed out under a secret name, taken back once and soon; gone with the process.</summary>
public sealed class OneTime<T>(TimeProvider clock, TimeSpan lifetime)
    where T : class
{
    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    public string Keep(T value)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _kept.Where(k => k.Value.Until < now))
        {
            _kept.TryRemove(old, out _);
        }

        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _kept[name] = (value, now + lifetime);
        return name;
    }

    public T? Find(string? name) =>
        name is not null && _kept.TryGetValue(name, out var kept) && clock.GetUtcNow() < kept.Until ? kept.Value : null;

    public T? Take(string? name) => Find(name) is { } found && _kept.TryRemove(name!, out _) ? found : null;
}
