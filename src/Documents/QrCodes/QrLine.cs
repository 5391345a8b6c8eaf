using System.Numerics;

namespace Civic.Documents.QrCodes;

/// <summary>A row or column of modules as bits, lowest first: 192 hold the largest symbol's 177.</summary>
internal readonly record struct QrLine(ulong A, ulong B, ulong C)
{
    public const int Words = 3;

    public static QrLine Load(ReadOnlySpan<ulong> words, int index) =>
        new(words[Words * index], words[Words * index + 1], words[Words * index + 2]);

    /// <summary>The lowest bits set.</summary>
    public static QrLine First(int count) => new(Low(count), Low(count - 64), Low(count - 128));

    public int Count => BitOperations.PopCount(A) + BitOperations.PopCount(B) + BitOperations.PopCount(C);

    public static QrLine operator &(QrLine x, QrLine y) => new(x.A & y.A, x.B & y.B, x.C & y.C);

    public static QrLine operator ^(QrLine x, QrLine y) => new(x.A ^ y.A, x.B ^ y.B, x.C ^ y.C);

    public static QrLine operator ~(QrLine x) => new(~x.A, ~x.B, ~x.C);

    /// <param name="n">1 to 63.</param>
    public static QrLine operator >>(QrLine x, int n) =>
        new((x.A >> n) | (x.B << (64 - n)), (x.B >> n) | (x.C << (64 - n)), x.C >> n);

    /// <param name="n">1 to 63.</param>
    public static QrLine operator <<(QrLine x, int n) =>
        new(x.A << n, (x.B << n) | (x.A >> (64 - n)), (x.C << n) | (x.B >> (64 - n)));

    private static ulong Low(int count) => count >= 64 ? ulong.MaxValue : count <= 0 ? 0 : (1UL << count) - 1;
}
