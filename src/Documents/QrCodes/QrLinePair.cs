using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Civic.Documents.QrCodes;

/// <summary>Two lines that follow each other, looked at in one step.</summary>
internal readonly record struct QrLinePair(Vector512<ulong> Bits)
{
    public bool IsEmpty => Bits == Vector512<ulong>.Zero;

    public int InRows => Count(0) + Count(1) + Count(4) + Count(5);

    public int InBoth => InRows + Count(2) + Count(3) + Count(6) + Count(7);

    /// <summary>The line of that index and the one after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLinePair At(ReadOnlySpan<QrLines> lines, int index) =>
        new(Vector512.Create(MemoryMarshal.Cast<QrLines, ulong>(lines.Slice(index, 2))));

    public static QrLinePair Twice(QrLines lines) => new(Vector512.Create(lines.Bits, lines.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLinePair operator &(QrLinePair x, QrLinePair y) => new(x.Bits & y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLinePair operator |(QrLinePair x, QrLinePair y) => new(x.Bits | y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLinePair operator ^(QrLinePair x, QrLinePair y) => new(x.Bits ^ y.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLinePair operator ~(QrLinePair x) => new(~x.Bits);

    /// <param name="n">1 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLinePair operator >>(QrLinePair x, int n) => new((x.Bits >>> n)
        | (Vector512.Shuffle(x.Bits, Vector512.Create(1UL, 8, 3, 8, 5, 8, 7, 8)) << (64 - n)));

    /// <param name="n">1 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QrLinePair operator <<(QrLinePair x, int n) => new((x.Bits << n)
        | (Vector512.Shuffle(x.Bits, Vector512.Create(8UL, 0, 8, 2, 8, 4, 8, 6)) >>> (64 - n)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Count(int word) => BitOperations.PopCount(Bits[word]);
}
