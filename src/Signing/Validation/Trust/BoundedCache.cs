using System.Collections.Concurrent;

namespace Civic.Signing.Validation.Trust;

/// <summary>
/// Keeps what was made out of bytes that come again and again, such as certificates. Strangers fill it too, so it is
/// emptied when it is full.
/// </summary>
internal sealed class BoundedCache<T>(int capacity) where T : class
{
    /// <summary>Longer bytes are not kept.</summary>
    private const int MaxLength = 64 * 1024;

    private readonly ConcurrentDictionary<byte[], T> _known = new(ByteComparer.Instance);

    internal T? Get(ReadOnlySpan<byte> bytes, Func<byte[], T?> make)
    {
        if (_known.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(bytes, out var found))
        {
            return found;
        }

        var copy = bytes.ToArray();
        var made = make(copy);
        if (made is not null && bytes.Length <= MaxLength)
        {
            if (_known.Count >= capacity)
            {
                _known.Clear();
            }

            _known[copy] = made;
        }

        return made;
    }

    private sealed class ByteComparer
        : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        internal static readonly ByteComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            // Seeded per process, so that nobody can choose bytes that collide.
            var hash = default(HashCode);
            hash.Add(alternate.Length);
            hash.AddBytes(alternate[..Math.Min(alternate.Length, 64)]);
            hash.AddBytes(alternate[Math.Max(0, alternate.Length - 192)..]);
            return hash.ToHashCode();
        }
    }
}
