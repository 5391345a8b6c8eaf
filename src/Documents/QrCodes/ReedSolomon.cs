using System.Collections.Concurrent;

namespace Civic.Documents.QrCodes;

/// <summary>Error correction over GF(256) with x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004, 7.5).</summary>
internal static class ReedSolomon
{
    private static readonly byte[] Exponents = new byte[510];
    private static readonly byte[] Logarithms = new byte[256];
    private static readonly ConcurrentDictionary<int, byte[]> Generators = new();

    static ReedSolomon()
    {
        for (int i = 0, value = 1; i < 255; i++)
        {
            Exponents[i] = Exponents[i + 255] = (byte)value;
            Logarithms[value] = (byte)i;
            value <<= 1;
            value ^= value > 255 ? 0x11D : 0;
        }
    }

    /// <summary>The remainder of the data divided by the generator polynomial.</summary>
    public static void Correct(ReadOnlySpan<byte> data, Span<byte> remainder)
    {
        var generator = Generators.GetOrAdd(remainder.Length, Generator);
        remainder.Clear();
        foreach (var value in data)
        {
            var factor = (byte)(value ^ remainder[0]);
            remainder[1..].CopyTo(remainder);
            remainder[^1] = 0;
            if (factor == 0)
                continue;
            var logarithm = Logarithms[factor];
            for (var i = 0; i < generator.Length; i++)
                remainder[i] ^= Exponents[logarithm + generator[i]];
        }
    }

    /// <summary>Logarithms of the coefficients of (x - a^0)(x - a^1)..., highest first, the first left out.</summary>
    private static byte[] Generator(int degree)
    {
        var coefficients = new byte[degree];
        coefficients[^1] = 1;
        for (int i = 0, root = 1; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                coefficients[j] = Multiply(coefficients[j], (byte)root);
                if (j + 1 < degree)
                    coefficients[j] ^= coefficients[j + 1];
            }
            root = Multiply((byte)root, 2);
        }
        return [.. coefficients.Select(value => Logarithms[value])];
    }

    private static byte Multiply(byte a, byte b) =>
        a == 0 || b == 0 ? (byte)0 : Exponents[Logarithms[a] + Logarithms[b]];
}
