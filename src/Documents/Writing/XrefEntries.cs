namespace Civic.Documents.Writing;

/// <summary>The 20-byte entries of a cross-reference table (ISO 32000-1, 7.5.4).</summary>
internal static class XrefEntries
{
    public static void InUse(PdfBuffer target, long offset, int generation)
    {
        var entry = target.Reserve(20);
        "0000000000 00000 n \n"u8.CopyTo(entry);
        EndWith(entry[..10], offset);
        EndWith(entry[11..16], generation);
    }

    private static void EndWith(Span<byte> digits, long value)
    {
        for (var i = digits.Length - 1; value > 0; i--, value /= 10)
            digits[i] = (byte)('0' + value % 10);
    }
}
