using System.Text;

namespace Civic.Documents.QrCodes;

/// <summary>A QR symbol (ISO/IEC 18004) in byte mode, error correction level M, UTF-8.</summary>
internal static class QrCode
{
    /// <summary>125 modules, as many as two words of a line hold; a larger symbol would be no easier to scan.</summary>
    private const int LargestVersion = 27;

    private static ReadOnlySpan<byte> CorrectionPerBlock =>
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28,
    ];

    private static ReadOnlySpan<byte> Blocks =>
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25,
    ];

    /// <exception cref="ArgumentException">The text is longer than the largest symbol holds.</exception>
    public static QrModules Encode(string text)
    {
        var data = Encoding.UTF8.GetBytes(text);
        var version = 1;
        while (DataLength(version) < data.Length + HeaderLength(version))
        {
            if (++version > LargestVersion)
                throw new ArgumentException($"A QR code can't hold {data.Length} bytes.", nameof(text));
        }
        var template = QrTemplate.Of(version);
        var modules = template.Modules.Copy();
        var bits = Interleave(version, Codewords(version, data));
        template.Path.Fill(modules, bits);
        modules.ReadRows();
        return BestMask(template, modules);
    }

    private static int TotalLength(int version)
    {
        var modules = (16 * version + 128) * version + 64;
        if (version >= 2)
        {
            var alignments = version / 7 + 2;
            modules -= (25 * alignments - 10) * alignments - 55;
            modules -= version >= 7 ? 36 : 0;
        }
        return modules / 8;
    }

    private static int DataLength(int version) =>
        TotalLength(version) - CorrectionPerBlock[version - 1] * Blocks[version - 1];

    /// <summary>Mode and count take 12 or 20 bits, the terminator fills up the rest.</summary>
    private static int HeaderLength(int version) => version < 10 ? 2 : 3;

    private static byte[] Codewords(int version, byte[] data)
    {
        var words = new byte[DataLength(version)];
        // The four bits of byte mode shift everything after them by half a byte.
        var (high, low) = ((byte)(data.Length >> 8), (byte)data.Length);
        byte[] whole = version < 10 ? [low, .. data] : [high, low, .. data];
        words[0] = (byte)(0x40 | (whole[0] >> 4));
        for (var i = 1; i < whole.Length; i++)
            words[i] = (byte)((whole[i - 1] << 4) | (whole[i] >> 4));
        words[whole.Length] = (byte)(whole[^1] << 4);
        for (var (i, pad) = (whole.Length + 1, (byte)0xEC); i < words.Length; i++, pad ^= 0xEC ^ 0x11)
            words[i] = pad;
        return words;
    }

    /// <summary>Data in blocks with their correction, block after block a byte in turn (7.6).</summary>
    private static byte[] Interleave(int version, byte[] words)
    {
        int blocks = Blocks[version - 1], correction = CorrectionPerBlock[version - 1], total = TotalLength(version);
        var (shortBlocks, shortLength) = (blocks - total % blocks, total / blocks - correction);
        var result = new byte[total];
        Span<byte> remainder = stackalloc byte[correction];
        var corrector = ReedSolomon.Of(correction);
        for (int block = 0, start = 0; block < blocks; block++)
        {
            var length = shortLength + (block < shortBlocks ? 0 : 1);
            var data = words.AsSpan(start, length);
            for (var i = 0; i < length; i++)
                result[i < shortLength ? i * blocks + block : shortLength * blocks + block - shortBlocks] = data[i];
            corrector.Correct(data, remainder);
            for (var i = 0; i < correction; i++)
                result[words.Length + i * blocks + block] = remainder[i];
            start += length;
        }
        return result;
    }

    private static QrModules BestMask(QrTemplate template, QrModules modules)
    {
        var (best, lowest) = (template.Masks[0], int.MaxValue);
        foreach (var mask in template.Masks)
        {
            var penalty = QrPenalty.Of(modules, mask, lowest);
            if (penalty < lowest)
                (best, lowest) = (mask, penalty);
        }
        modules.Turn(best);
        return modules;
    }
}
