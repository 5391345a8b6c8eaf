namespace Civic.Documents.Writing;

/// <summary>The 20-byte entries of a cross-reference table (ISO 32000-1, 7.5.4).</summary>
internal static class XrefEntries
{
    public static void InUse(PdfBuffer target, long offset, int generation)
    {
        var span = target.Reserve(20);
        Digits(span[..10], offset);
        span[10] = (byte)' ';
        Digits(span[11..16], generation);
        " n \n"u8.CopyTo(span[16..]);
    }

    private static void Digits(Span<byte> span, long value)
    {
        for (var i = span.Length - 1; i >= 0; i--, value /= 10)
            span[i] = (byte)('0' + value % 10);
    }
}
