using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Civic.Documents.QrCodes;

/// <summary>
/// The row and the column of one index as bits, lowest first, 128 each, so that both are looked at in one step.
/// </summary>
internal readonly record struct QrLines(Vector256<ulong> Bits)
{
    public bool IsEmpty => Bits == Vector256<ulong>.Zero;

    public int InRow => BitOperations.PopCount(Bits[0]) + BitOperations.PopCount(Bits[1]);

    public int InBoth => InRow + BitOperations.PopCount(Bits[2]) + BitOperations.PopCount(Bits[3]);

    /// <summary>The lowest bits set.</summary>
    public static QrLines First(int count)
    {
        var (low, high) = (Low(count), Low(count - 64));
        return new(Vector256.Create(low, high, low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLines operator &(QrLines x, QrLines y) => new(x.Bits & y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLines operator |(QrLines x, QrLines y) => new(x.Bits | y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLines operator ^(QrLines x, QrLines y) => new(x.Bits ^ y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLines operator ~(QrLines x) => new(~x.Bits);

    /// <param name="n">1 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLines operator >>(QrLines x, int n) =>
        new((x.Bits >>> n) | (Vector256.Shuffle(x.Bits, Vector256.Create(1UL, 4, 3, 4)) << (64 - n)));

    /// <param name="n">1 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLines operator <<(QrLines x, int n) =>
        new((x.Bits << n) | (Vector256.Shuffle(x.Bits, Vector256.Create(4UL, 0, 4, 2)) >>> (64 - n)));

    private static ulong Low(int count) => count >= 64 ? ulong.MaxValue : count <= 0 ? 0 : (1UL << count) - 1;
}
