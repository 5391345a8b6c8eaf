using System.Buffers.Binary;
using System.Globalization;

namespace Civic.Signing.Bench;

/// <summary>Numbers that look random and are the same on every machine (SplitMix64).</summary>
internal sealed class Sequence(ulong seed)
{
    private ulong _state = seed * 0x9E3779B97F4A7C15 + 1;

    /// <returns>0 to below the limit.</returns>
    internal int Next(int limit) => (int)(Word() % (ulong)limit);

    internal T Of<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    internal string Digits(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => Next(10).ToString(CultureInfo.InvariantCulture)));

    internal byte[] Bytes(int count)
    {
        var bytes = new byte[(count + 7) / 8 * 8];
        for (var at = 0; at < bytes.Length; at += 8)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), Word());
        return bytes[..count];
    }

    private ulong Word()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
