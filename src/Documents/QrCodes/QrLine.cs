using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Civic.Documents.QrCodes;

/// <summary>A row or column of modules as bits, lowest first: 256 hold the largest symbol's 177.</summary>
internal readonly record struct QrLine(Vector256<ulong> Bits)
{
    /// <summary>The lowest bits set.</summary>
    public static QrLine First(int count) =>
        new(Vector256.Create(Low(count), Low(count - 64), Low(count - 128), Low(count - 192)));

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitOperations.PopCount(Bits[0]) + BitOperations.PopCount(Bits[1]) + BitOperations.PopCount(Bits[2]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLine operator &(QrLine x, QrLine y) => new(x.Bits & y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLine operator ^(QrLine x, QrLine y) => new(x.Bits ^ y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLine operator ~(QrLine x) => new(~x.Bits);

    /// <param name="n">1 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLine operator >>(QrLine x, int n) =>
        new((x.Bits >>> n) | (Vector256.Shuffle(x.Bits, Vector256.Create(1UL, 2, 3, 4)) << (64 - n)));

    /// <param name="n">1 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLine operator <<(QrLine x, int n) =>
        new((x.Bits << n) | (Vector256.Shuffle(x.Bits, Vector256.Create(4UL, 0, 1, 2)) >>> (64 - n)));

    private static ulong Low(int count) => count >= 64 ? ulong.MaxValue : count <= 0 ? 0 : (1UL << count) - 1;
}
