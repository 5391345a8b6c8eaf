using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Civic.Documents.QrCodes;

/// <summary>
/// The row and the column of one index as bits, lowest first, 128 each, so that both are looked at in one step.
/// </summary>
internal readonly record struct QrLines(Vector256<ulong> Bits)
{
    /// <summary>Dark and light in turn: beside it no pattern goes on, and in itself it has none.</summary>
    public static QrLines Fence { get; } = new(Vector256.Create(0x5555555555555555UL));

    public int InRow => BitOperations.PopCount(Bits[0]) + BitOperations.PopCount(Bits[1]);

    /// <summary>The lowest bits set.</summary>
    public static QrLines First(int count)
    {
        var (low, high) = (Low(count), Low(count - 64));
        return new(Vector256.Create(low, high, low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLines operator ^(QrLines x, QrLines y) => new(x.Bits ^ y.Bits);

    private static ulong Low(int count) => count >= 64 ? ulong.MaxValue : count <= 0 ? 0 : (1UL << count) - 1;
}
