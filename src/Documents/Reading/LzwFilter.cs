namespace Civic.Documents.Reading;

/// <summary>LZWDecode (ISO 32000-1, 7.4.4): codes of 9 to 12 bits, 256 clears the table, 257 ends.</summary>
internal sealed class LzwFilter
{
    private const int Clear = 256;
    private const int End = 257;
    private const int Full = 4096;

    private readonly int[] _prefix = new int[Full];
    private readonly byte[] _last = new byte[Full];
    private readonly byte[] _first = new byte[Full];
    private readonly byte[] _run = new byte[Full];
    private readonly int _early;
    private int _next;

    private LzwFilter(bool isEarly) => _early = isEarly ? 1 : 0;

    /// <param name="isEarly">EarlyChange: codes grow one code sooner.</param>
    /// <returns>False where the data is damaged.</returns>
    public static bool Decode(ReadOnlySpan<byte> bytes, bool isEarly, BoundedOutput output) =>
        new LzwFilter(isEarly).Decode(bytes, output);

    private bool Decode(ReadOnlySpan<byte> bytes, BoundedOutput output)
    {
        var (buffer, bits, width, previous) = (0u, 0, 9, -1);
        _next = End + 1;
        foreach (var c in bytes)
        {
            (buffer, bits) = ((buffer << 8) | c, bits + 8);
            if (bits < width)
                continue;
            bits -= width;
            var code = (int)(buffer >> bits) & ((1 << width) - 1);
            if (code == End)
                return true;
            if (code == Clear)
            {
                (_next, width, previous) = (End + 1, 9, -1);
                continue;
            }
            if (code > _next || (code >= _next && (previous < 0 || _next == Full)))
                return false;
            if (previous >= 0 && _next < Full)
                Define(previous, FirstOf(code == _next ? previous : code));
            if (!Write(code, output))
                return true;
            previous = code;
            width = WidthAfter(_next + _early);
        }
        return true;
    }

    private void Define(int prefix, byte last)
    {
        (_prefix[_next], _last[_next], _first[_next]) = (prefix, last, FirstOf(prefix));
        _next++;
    }

    private byte FirstOf(int code) => code < Clear ? (byte)code : _first[code];

    /// <returns>False where the bound is reached.</returns>
    private bool Write(int code, BoundedOutput output)
    {
        var at = Full;
        for (; code > End; code = _prefix[code])
            _run[--at] = _last[code];
        _run[--at] = (byte)code;
        return output.Add(_run.AsSpan(at));
    }

    private static int WidthAfter(int next) => next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
}
