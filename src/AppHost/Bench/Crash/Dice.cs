using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Civic.AppHost.Bench.Crash;

/// <summary>Throws that are the same for the same seed, so that a run can be looked at again.</summary>
internal sealed class Dice(int seed)
{
    private int _throws;

    /// <returns>From 0 up to, and without, that number.</returns>
    internal int Below(int sides)
    {
        Span<byte> input = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(input, seed);
        BinaryPrimitives.WriteInt32LittleEndian(input[4..], _throws++);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(input)) % (uint)sides);
    }
}
