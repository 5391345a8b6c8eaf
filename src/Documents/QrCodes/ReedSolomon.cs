using System.Collections.Concurrent;
using System.Runtime.Intrinsics;

namespace Civic.Documents.QrCodes;

/// <summary>
/// Error correction over GF(256) with x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004, 7.5): for one generator polynomial,
/// every multiple of it that the division needs, so that a step is one subtraction of up to 32 bytes.
/// </summary>
internal sealed class ReedSolomon
{
    private static readonly ConcurrentDictionary<int, ReedSolomon> Known = new();

    private readonly Vector256<byte>[] _multiples = new Vector256<byte>[256];
    private readonly int _degree;

    private ReedSolomon(int degree)
    {
        _degree = degree;
        var generator = Generator(degree);
        var multiple = new byte[Vector256<byte>.Count];
        for (var factor = 0; factor < _multiples.Length; factor++)
        {
            for (var i = 0; i < degree; i++)
                multiple[i] = Multiply(generator[i], (byte)factor);
            _multiples[factor] = Vector256.Create(multiple);
        }
    }

    /// <param name="degree">Bytes of correction, at most 30.</param>
    public static ReedSolomon Of(int degree) => Known.GetOrAdd(degree, static length => new ReedSolomon(length));

    /// <summary>The remainder of the data divided by the generator polynomial.</summary>
    public void Correct(ReadOnlySpan<byte> data, Span<byte> remainder)
    {
        // At most 123 data bytes in a block (table 9); what lies beyond the remainder stays zero.
        Span<byte> dividend = stackalloc byte[192];
        dividend.Clear();
        data.CopyTo(dividend);
        for (var i = 0; i < data.Length; i++)
        {
            var rest = dividend.Slice(i + 1, Vector256<byte>.Count);
            (Vector256.Create<byte>(rest) ^ _multiples[dividend[i]]).CopyTo(rest);
        }
        dividend.Slice(data.Length, _degree).CopyTo(remainder);
    }

    /// <summary>The coefficients of (x - a^0)(x - a^1)..., highest first, the first left out.</summary>
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
        return coefficients;
    }

    private static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            product <<= 1;
            product ^= product > 255 ? 0x11D : 0;
            product ^= (b >> bit & 1) != 0 ? a : 0;
        }
        return (byte)product;
    }
}
