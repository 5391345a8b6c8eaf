namespace Civic.Documents.Tests.Reader;

/// <summary>The other direction of LZWDecode with EarlyChange 1, for tests.</summary>
internal static class LzwEncoder
{
    public static byte[] Encode(byte[] plain)
    {
        var (output, buffer, bits) = (new List<byte>(), 0ul, 0);
        var (table, next, width) = (new Dictionary<(int, byte), int>(), 258, 9);
        Put(256);
        var run = -1;
        foreach (var c in plain)
        {
            if (run < 0)
            {
                run = c;
                continue;
            }
            if (table.TryGetValue((run, c), out var longer))
            {
                run = longer;
                continue;
            }
            Put(run);
            table[(run, c)] = next++;
            if (next > 4093)
            {
                Put(256);
                (table, next, width) = ([], 258, 9);
            }
            else
            {
                width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
            }
            run = c;
        }
        if (run >= 0)
            Put(run);
        next++;
        width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
        Put(257);
        if (bits > 0)
            output.Add((byte)(buffer << (8 - bits)));
        return [.. output];

        void Put(int code)
        {
            (buffer, bits) = ((buffer << width) | (uint)code, bits + width);
            for (; bits >= 8; bits -= 8)
                output.Add((byte)(buffer >> (bits - 8)));
        }
    }
}
