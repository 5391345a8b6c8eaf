namespace Civic.Signing.Tests.Fuzz;

/// <summary>Changes bytes as accidents and attackers do, the same way for the same seed (splitmix64).</summary>
internal sealed class Mutator(ulong seed)
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "<<", ">>", "[", "]", "(", ")", "<", ">", "/", "%", " 0 R", " obj", "endobj", "stream\n", "endstream",
            "xref\n", "trailer", "startxref\n", "%%EOF", "/Length", "/Prev", "/Root", "/Size", "/W", "/Index",
            "/Filter",
            "/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/RunLengthDecode", "/ByteRange", "/Contents", "/Kids",
            "/Type", "null", "-1", "0", "2147483647", "4294967296", "99999999999999999999", "1.5", "#41",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    private ulong _state = seed;

    internal int Next(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)bound);
    }

    /// <param name="source">Stays as it is.</param>
    /// <param name="other">Pieces of it may be put in.</param>
    /// <param name="isDer">Whether lengths and tags are worth aiming at rather than words.</param>
    internal byte[] Mutate(byte[] source, byte[] other, bool isDer)
    {
        var bytes = (byte[])source.Clone();
        for (var i = 1 + Next(4); i > 0 && bytes.Length > 0; i--)
        {
            bytes = Once(bytes, other, isDer);
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other, bool isDer)
    {
        // Half of the changes to a file aim at its end, where index and trailer are.
        var at = isDer || Next(2) == 0 ? Next(bytes.Length) : bytes.Length - 1 - Next(Math.Min(bytes.Length, 2500));
        var length = 1 + Next(60);
        switch (Next(9))
        {
            case 0:
                bytes[at] = (byte)Next(256);
                return bytes;
            case 1:
                bytes[at] ^= (byte)(1 << Next(8));
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..]];
            case 4:
                return [.. bytes[..at], .. bytes[Math.Max(0, at - length)..at], .. bytes[at..]];
            case 5:
                var from = Next(other.Length);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + length)], .. bytes[at..]];
            case 6:
                bytes[at] = "\0\u0001\u007f\u0080\u0081\u0082\u0084\u00a0\u0030\u0031\u0002\u0006"u8[Next(12)];
                return bytes;
            case 7 when !isDer:
                return [.. bytes[..at], .. Tokens[Next(Tokens.Length)], .. bytes[at..]];
            default:
                return isDer ? WithLength(bytes, at) : WithDigit(bytes, at);
        }
    }

    /// <summary>The next digits become another number.</summary>
    private byte[] WithDigit(byte[] bytes, int at)
    {
        var place = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (place >= 0)
        {
            bytes[at + place] = (byte)('0' + Next(10));
        }

        return bytes;
    }

    /// <summary>A tag is given a length that does not end, is too long, or is indefinite.</summary>
    private byte[] WithLength(byte[] bytes, int at)
    {
        bytes[at] = Next(4) switch { 0 => 0x80, 1 => 0x84, 2 => 0xFF, _ => (byte)Next(128) };
        return bytes;
    }
}
