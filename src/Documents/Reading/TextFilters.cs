namespace Civic.Documents.Reading;

/// <summary>The small filters of ISO 32000-1, 7.4.2 to 7.4.5, each into a bounded output.</summary>
/// <remarks>Each gives false where the data is damaged.</remarks>
internal static class TextFilters
{
    public static bool Hex(ReadOnlySpan<byte> bytes, BoundedOutput output)
    {
        var (high, isOdd) = (0, false);
        foreach (var c in bytes)
        {
            if (c == '>')
                break;
            if (PdfLexer.IsSpace(c))
                continue;
            if (!char.IsAsciiHexDigit((char)c))
                return false;
            var digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
            if (isOdd && !output.Add((byte)((high << 4) | digit)))
                return true;
            (high, isOdd) = (digit, !isOdd);
        }
        if (isOdd)
            output.Add((byte)(high << 4));
        return true;
    }

    public static bool Ascii85(ReadOnlySpan<byte> bytes, BoundedOutput output)
    {
        var (value, count) = (0L, 0);
        Span<byte> group = stackalloc byte[4];
        foreach (var c in bytes)
        {
            if (c == '~')
                break;
            if (PdfLexer.IsSpace(c))
                continue;
            if (c == 'z' && count == 0)
            {
                group.Clear();
                if (!output.Add(group))
                    return true;
                continue;
            }
            if (c is < (byte)'!' or > (byte)'u')
                return false;
            value = (value * 85) + c - '!';
            if (++count < 5)
                continue;
            if (value > uint.MaxValue)
                return false;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(group, (uint)value);
            if (!output.Add(group))
                return true;
            (value, count) = (0, 0);
        }
        return count != 1 && LastGroup(value, count, output);
    }

    public static bool RunLength(ReadOnlySpan<byte> bytes, BoundedOutput output)
    {
        Span<byte> run = stackalloc byte[128];
        for (var i = 0; i < bytes.Length && bytes[i] != 128;)
        {
            var length = bytes[i] < 128 ? bytes[i] + 1 : 257 - bytes[i];
            var isCopy = bytes[i++] < 128;
            if (i + (isCopy ? length : 1) > bytes.Length)
                return false;
            if (!isCopy)
                run[..length].Fill(bytes[i]);
            if (!output.Add(isCopy ? bytes.Slice(i, length) : run[..length]))
                return true;
            i += isCopy ? length : 1;
        }
        return true;
    }

    private static bool LastGroup(long value, int count, BoundedOutput output)
    {
        if (count == 0)
            return true;
        for (var i = count; i < 5; i++)
            value = (value * 85) + 84;
        if (value > uint.MaxValue)
            return false;
        for (var i = 0; i < count - 1; i++)
            output.Add((byte)(value >> (24 - (8 * i))));
        return true;
    }
}
