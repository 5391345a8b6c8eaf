using System.Text;

namespace Civic.Signing.Validation.Pictures;

/// <summary>
/// Takes a content stream (ISO 32000-1, 7.8.2) apart into operators and their operands, as far as text needs it. Never
/// fails: what makes no sense is passed over.
/// </summary>
internal ref struct ContentText(ReadOnlySpan<byte> stream)
{
    private readonly ReadOnlySpan<byte> _stream = stream;
    private int _at;

    /// <summary>Strings and names since the last operator, in order; a number that is a wide gap as a blank.</summary>
    internal List<object> Operands { get; } = [];

    /// <returns>The next operator; null at the end. <see cref="Operands"/> are its own.</returns>
    internal string? Next()
    {
        Operands.Clear();
        while (_at < _stream.Length)
        {
            switch (_stream[_at])
            {
                case (byte)'(':
                    Operands.Add(Literal());
                    break;
                case (byte)'<' when _at + 1 < _stream.Length && _stream[_at + 1] != '<':
                    Operands.Add(Hexadecimal());
                    break;
                case (byte)'/':
                    _at++;
                    Operands.Add(Word());
                    break;
                case (byte)'%':
                    _at = End(_stream[_at..].IndexOfAny((byte)'\r', (byte)'\n'));
                    break;
                case var b when IsWordByte(b):
                    if (Word() is var word && IsNumber(word))
                    {
                        AddGap(word);
                        break;
                    }

                    return word;
                default:
                    _at++;
                    break;
            }
        }

        return null;
    }

    /// <summary>Passes over the data of an image that stands in the stream (8.9.7).</summary>
    internal void SkipImage() => _at = End(_stream[_at..].IndexOf("EI"u8));

    private readonly int End(int found) => found < 0 ? _stream.Length : _at + found + 1;

    /// <summary>In an array of text a large step back is a blank between two words.</summary>
    private readonly void AddGap(string number)
    {
        if (number[0] == '-' && number.Length > 4 && Operands is [.., byte[]])
        {
            Operands.Add(" ");
        }
    }

    private string Word()
    {
        var start = _at;
        while (_at < _stream.Length && IsWordByte(_stream[_at]))
        {
            _at++;
        }

        return Encoding.Latin1.GetString(_stream[start.._at]);
    }

    private byte[] Literal()
    {
        var (bytes, depth) = (new List<byte>(), 1);
        for (_at++; _at < _stream.Length && depth > 0; _at++)
        {
            var b = _stream[_at];
            depth += b == '(' ? 1 : b == ')' ? -1 : 0;
            if (b == '\\' && _at + 1 < _stream.Length)
            {
                Escaped(bytes);
            }
            else if (depth > 0)
            {
                bytes.Add(b);
            }
        }

        return [.. bytes];
    }

    private void Escaped(List<byte> bytes)
    {
        var b = _stream[++_at];
        if (b is >= (byte)'0' and <= (byte)'7')
        {
            var value = 0;
            for (var i = 0; i < 3 && _at < _stream.Length && _stream[_at] is >= (byte)'0' and <= (byte)'7'; i++, _at++)
            {
                value = (value * 8) + _stream[_at] - '0';
            }

            _at--;
            bytes.Add((byte)value);
        }
        else if (b is not ((byte)'\r' or (byte)'\n'))
        {
            bytes.Add((char)b switch { 'n' => 10, 'r' => 13, 't' => 9, 'b' => 8, 'f' => 12, _ => b });
        }
    }

    private byte[] Hexadecimal()
    {
        var end = _stream[_at..].IndexOf((byte)'>');
        var digits = Encoding.Latin1.GetString(_stream[(_at + 1)..(end < 0 ? _stream.Length : _at + end)]);
        _at = End(end);
        digits = new string([.. digits.Where(char.IsAsciiHexDigit)]);
        return Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0");
    }

    private static bool IsNumber(string word) => char.IsAsciiDigit(word[^1]) && (word[0] is '-' or '+' or '.'
        || char.IsAsciiDigit(word[0])) || word[^1] == '.';

    private static bool IsWordByte(byte b) =>
        b is > 32 and < 127 && b is not ((byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']'
            or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%');
}
