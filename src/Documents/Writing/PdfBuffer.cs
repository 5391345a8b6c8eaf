using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Civic.Documents.Writing;

/// <summary>A growing run of bytes that knows how PDF spells numbers, names and strings (ISO 32000-1, 7.3).</summary>
internal sealed class PdfBuffer(int capacity = 4096)
{
    private const int MaxKept = 4 * 1024 * 1024;
    private const int MaxIdle = 8;

    /// <summary>In a literal string; a bare carriage return would be read as a line feed (7.3.4.2).</summary>
    private static readonly SearchValues<byte> Escaped = SearchValues.Create("()\\\r"u8);

    [ThreadStatic]
    private static Stack<PdfBuffer>? _idle;

    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] ToArray()
    {
        var copy = GC.AllocateUninitializedArray<byte>(Length);
        Written.CopyTo(copy);
        return copy;
    }

    /// <summary>
    /// A buffer for a page or a whole file, given back with <see cref="Return"/>: a new one for each file would keep
    /// the garbage collector busy. Each thread has its own.
    /// </summary>
    public static PdfBuffer Rent()
    {
        if (_idle is not { Count: > 0 })
            return new PdfBuffer(16 * 1024);
        var buffer = _idle.Pop();
        buffer.Clear();
        return buffer;
    }

    public void Return()
    {
        var idle = _idle ??= new Stack<PdfBuffer>();
        if (_bytes.Length <= MaxKept && idle.Count < MaxIdle)
            idle.Push(this);
    }

    public void Clear() => Length = 0;

    public Span<byte> Reserve(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }

    /// <summary>Gives back what was reserved and not needed.</summary>
    public void Shorten(int length) => Length = Math.Min(Length, length);

    public PdfBuffer Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        return this;
    }

    /// <summary>Characters below U+0080 only.</summary>
    public PdfBuffer Ascii(string text)
    {
        var span = Reserve(text.Length);
        for (var i = 0; i < text.Length; i++)
            span[i] = (byte)text[i];
        return this;
    }

    public PdfBuffer Utf8(string text)
    {
        Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetByteCount(text)));
        return this;
    }

    public PdfBuffer Integer(long value)
    {
        if ((ulong)value < 1000)
            return Small((int)value);
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var length);
        return Raw(digits[..length]);
    }

    /// <summary>At most three decimals: a thousandth of a point is finer than any printer.</summary>
    public PdfBuffer Number(double value) => Thousandths(InThousandths(value));

    public static long InThousandths(double value) => (long)(value * 1000 + (value < 0 ? -0.5 : 0.5));

    public PdfBuffer Thousandths(long scaled)
    {
        if (scaled < 0)
            Reserve(1)[0] = (byte)'-';
        var (whole, fraction) = Math.DivRem((ulong)Math.Abs(scaled), 1000);
        Integer((long)whole);
        if (fraction == 0)
            return this;
        var span = Reserve(fraction % 10 != 0 ? 4 : fraction % 100 != 0 ? 3 : 2);
        span[0] = (byte)'.';
        span[1] = (byte)('0' + fraction / 100);
        if (span.Length > 2)
            span[2] = (byte)('0' + fraction / 10 % 10);
        if (span.Length > 3)
            span[3] = (byte)('0' + fraction % 10);
        return this;
    }

    public PdfBuffer Numbers(params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            Number(value).Raw(" "u8);
        return this;
    }

    public PdfBuffer Reference(int number) => Integer(number).Raw(" 0 R"u8);

    /// <summary>A literal string's content.</summary>
    public PdfBuffer Literal(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.ContainsAny(Escaped))
            return Raw(bytes);
        foreach (var value in bytes)
            LiteralByte(value);
        return this;
    }

    public PdfBuffer Hex(ReadOnlySpan<byte> bytes)
    {
        HexInto(Reserve(bytes.Length * 2), bytes);
        return this;
    }

    public static void HexInto(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        if (!Convert.TryToHexString(bytes, target, out _))
            throw new ArgumentException("There is no room for so many digits.", nameof(target));
    }

    /// <summary>A text string (7.9.2.2): a literal where ASCII is enough, else UTF-16BE with its mark.</summary>
    public PdfBuffer Text(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
                return Utf16(text);
        }
        Raw("("u8);
        foreach (var c in text)
            LiteralByte((byte)c);
        return Raw(")"u8);
    }

    private void LiteralByte(byte value)
    {
        if (Escaped.Contains(value))
            Reserve(1)[0] = (byte)'\\';
        Reserve(1)[0] = value == '\r' ? (byte)'r' : value;
    }

    private PdfBuffer Small(int value)
    {
        var span = Reserve(value < 10 ? 1 : value < 100 ? 2 : 3);
        for (var i = span.Length - 1; i >= 0; i--, value /= 10)
            span[i] = (byte)('0' + value % 10);
        return this;
    }

    private PdfBuffer Utf16(string text)
    {
        Raw([(byte)'(', 0xFE, 0xFF]);
        foreach (var c in text)
        {
            LiteralByte((byte)(c >> 8));
            LiteralByte((byte)c);
        }
        return Raw(")"u8);
    }
}
