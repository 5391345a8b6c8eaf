using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Civic.Signing.Keys;

/// <summary>The profiles' keys that have been taken up, wherever each lives.</summary>
internal sealed class KeyRing
{
    private readonly ConcurrentDictionary<string, ISigningKey> _keys = new(StringComparer.Ordinal);

    internal bool TryGet(string profile, [NotNullWhen(true)] out ISigningKey? key) =>
        _keys.TryGetValue(profile, out key);

    internal bool Holds(string profile) => _keys.ContainsKey(profile);

    internal void Hold(string profile, ISigningKey key) => _keys[profile] = key;
}
