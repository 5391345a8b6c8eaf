using System.Buffers.Binary;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// Version 7 ids of which a later one of this process is always the greater: the twelve bits after the millisecond
/// count up (RFC 9562 §6.2, method 1). Two steps of one moment, such as sent and asked to pay, keep their order by it.
/// </summary>
internal static class OrderedId
{
    private const int CounterBits = 12;
    private static long _last;

    internal static Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var now = (BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16) << CounterBits;
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        const int version = 7;
        BinaryPrimitives.WriteInt64BigEndian(
            bytes, (next >>> CounterBits << 16) | (version << CounterBits) | (next & ((1 << CounterBits) - 1)));
        return new Guid(bytes, bigEndian: true);
    }
}
