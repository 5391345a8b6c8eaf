using System.Buffers.Text;
using System.Text;
using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>Tokens of PDF syntax (ISO 32000-1, 7.2 and 7.3). What can't be read gives null and a reason.</summary>
internal sealed class PdfLexer(ReadOnlyMemory<byte> data, int position, bool inFile, ReadBudget? budget = null)
{
    /// <summary>Tokens and comments longer than this have the clock looked at.</summary>
    private const int Long = 4096;

    private readonly ReadOnlyMemory<byte> _data = data;

    public int Position { get; set; } = position;

    public string? Damage { get; private set; }

    public ReadOnlyMemory<byte> Data => _data;

    public bool AtEnd => Position >= _data.Length;

    public int Peek => AtEnd ? -1 : _data.Span[Position];

    public PdfObject? Fail(string reason)
    {
        Damage ??= reason;
        return null;
    }

    public void SkipSpace()
    {
        var span = _data.Span;
        var start = Position;
        while (Position < span.Length)
        {
            if (Position - start >= Long && (Position - start) % Long == 0 && budget?.Look() == false)
            {
                Position = span.Length;
                return;
            }
            if (span[Position] == '%')
                SkipComment(span);
            else if (IsSpace(span[Position]))
                Position++;
            else
                return;
        }
    }

    public bool TryKeyword(ReadOnlySpan<byte> keyword)
    {
        SkipSpace();
        if (!_data.Span[Math.Min(Position, _data.Length)..].StartsWith(keyword))
            return false;
        var end = Position + keyword.Length;
        if (end < _data.Length && !IsDelimiter(_data.Span[end]))
            return false;
        Position = end;
        return true;
    }

    public bool TryInteger(out long value)
    {
        SkipSpace();
        var span = _data.Span[Math.Min(Position, _data.Length)..];
        if (span.Length == 0 || span[0] is not (>= (byte)'0' and <= (byte)'9')
            || !Utf8Parser.TryParse(span, out value, out var used) || (used < span.Length && !IsDelimiter(span[used])))
        {
            value = 0;
            return false;
        }
        Position += used;
        return true;
    }

    public PdfObject? Number()
    {
        var span = _data.Span;
        var (start, real) = (Position, false);
        while (Position < span.Length && IsNumeric(span[Position]))
            real |= span[Position++] == '.';
        var token = span[start..Position];
        if (token.Length > 0 && token[0] == '+')
            token = token[1..];
        if (!real && Utf8Parser.TryParse(token, out long integer, out var used) && used == token.Length)
            return PdfInteger.Of(integer);
        return Utf8Parser.TryParse(token, out double value, out used) && used == token.Length && double.IsFinite(value)
            ? new PdfReal(value)
            : Fail("a number");
    }

    public PdfName? Name()
    {
        var span = _data.Span;
        var start = ++Position;
        while (Position < span.Length && !IsDelimiter(span[Position]))
            Position++;
        var token = span[start..Position];
        if (KnownNames.Find(token) is { } known)
            return known;
        if (!Afford(2 * token.Length + 64))
            return null;
        if (token.IndexOf((byte)'#') < 0)
            return new PdfName(Encoding.Latin1.GetString(token));
        var name = new StringBuilder(token.Length);
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] == '#' && i + 2 < token.Length && HexValue(token[i + 1]) >= 0 && HexValue(token[i + 2]) >= 0)
            {
                name.Append((char)(HexValue(token[i + 1]) * 16 + HexValue(token[i + 2])));
                i += 2;
            }
            else
            {
                name.Append((char)token[i]);
            }
        }
        return new PdfName(name.ToString());
    }

    public PdfObject? HexString()
    {
        var span = _data.Span;
        var start = Position++;
        var length = span[Position..].IndexOf((byte)'>');
        if (length < 0)
            return WithoutEnd();
        if (!Afford(length / 2 + 64))
            return null;
        var bytes = new byte[(length + 1) / 2];
        // A signature's place is long and without blanks.
        if (length % 2 == 0 && Convert.FromHexString(span.Slice(Position, length), bytes, out _, out _)
            == System.Buffers.OperationStatus.Done)
        {
            Position += length + 1;
            return new PdfString(bytes, inFile ? start : -1, Position - start);
        }
        Array.Clear(bytes);
        var digits = 0;
        foreach (var c in span.Slice(Position, length))
        {
            if (IsSpace(c))
                continue;
            if (HexValue(c) is not (>= 0 and var value))
                return Fail("a hexadecimal string");
            bytes[digits / 2] |= (byte)(digits % 2 == 0 ? value << 4 : value);
            digits++;
        }
        Position += length + 1;
        return new PdfString(bytes.AsMemory(0, (digits + 1) / 2), inFile ? start : -1, Position - start);
    }

    public PdfObject? LiteralString()
    {
        var span = _data.Span;
        var start = Position++;
        var end = EndOfLiteral(span);
        if (end < 0)
            return WithoutEnd();
        if (!Afford(end - start + 64))
            return null;
        var (bytes, length) = (new byte[end - start], 0);
        while (Position < end)
        {
            var c = span[Position++];
            if (c != '\\')
                bytes[length++] = c;
            else if (Escape(span) is { } escaped)
                bytes[length++] = escaped;
        }
        Position = end + 1;
        return new PdfString(bytes.AsMemory(0, length), inFile ? start : -1, Position - start);
    }

    /// <returns>Where the closing bracket stands; -1 without one.</returns>
    private int EndOfLiteral(ReadOnlySpan<byte> span)
    {
        var nesting = 1;
        for (var i = Position; i < span.Length; i++)
        {
            switch (span[i])
            {
                case (byte)'\\': i++; break;
                case (byte)'(': nesting++; break;
                case (byte)')' when --nesting == 0: return i;
            }
        }
        return -1;
    }

    private PdfObject? WithoutEnd()
    {
        // The whole rest of the file was searched.
        budget?.Look();
        return Fail("a string without end");
    }

    /// <summary>Whether the budget bears so many more bytes; long tokens have the clock looked at.</summary>
    private bool Afford(int bytes)
    {
        if (budget is null || (budget.TakeObject(bytes) && (bytes < Long || budget.Look())))
            return true;
        Fail("a limit");
        return false;
    }

    public static bool IsSpace(byte c) => c is 0 or 9 or 10 or 12 or 13 or 32;

    public static bool IsDelimiter(byte c) => IsSpace(c)
        || c is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}'
            or (byte)'/' or (byte)'%';

    private static bool IsNumeric(byte c) =>
        c is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.';

    private void SkipComment(ReadOnlySpan<byte> span)
    {
        var length = span[Position..].IndexOfAny((byte)10, (byte)13);
        if (length < 0 || (length > Long && budget?.Look() == false))
            Position = span.Length;
        else
            Position += length;
    }

    /// <returns>What an escape stands for; null for the end of a line, which stands for nothing.</returns>
    private byte? Escape(ReadOnlySpan<byte> span)
    {
        var c = span[Position++];
        switch (c)
        {
            case (byte)'n': return 10;
            case (byte)'r': return 13;
            case (byte)'t': return 9;
            case (byte)'b': return 8;
            case (byte)'f': return 12;
            case 10: return null;
            case 13:
                if (span[Position] == 10)
                    Position++;
                return null;
            case >= (byte)'0' and <= (byte)'7':
                var value = c - '0';
                for (var i = 0; i < 2 && span[Position] is >= (byte)'0' and <= (byte)'7'; i++)
                    value = (value * 8) + span[Position++] - '0';
                return (byte)value;
            default: return c;
        }
    }

    private static int HexValue(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}
