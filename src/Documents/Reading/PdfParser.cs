using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>Objects out of tokens. Depth is bounded: a stranger's file must not exhaust the stack.</summary>
internal sealed class PdfParser(
    ReadOnlyMemory<byte> data, int position, bool inFile, ReadBudget? budget = null)
{
    private const int MaxDepth = 64;

    /// <summary>Estimated bytes of an object's record and its place in the list that holds it.</summary>
    private const int Weight = 40;

    public PdfLexer Lexer { get; } = new(data, position, inFile, budget);

    /// <returns>Null where the object can't be read; the lexer's Damage says why.</returns>
    public PdfObject? Object(int depth = 0)
    {
        if (depth > MaxDepth)
            return Lexer.Fail("objects nested too deeply");
        if (budget?.TakeObject(Weight) == false)
            return Lexer.Fail("a limit");
        Lexer.SkipSpace();
        switch (Lexer.Peek)
        {
            case '/':
                return Lexer.Name();
            case '(':
                return Lexer.LiteralString();
            case '[':
                return Array(depth);
            case '<':
                return Lexer.Data.Span[Lexer.Position..].StartsWith("<<"u8) ? Dictionary(depth) : Lexer.HexString();
            case (>= '0' and <= '9'):
                return Reference() ?? Lexer.Number();
            case '+' or '-' or '.':
                return Lexer.Number();
            default:
                return Keyword();
        }
    }

    /// <summary>"n g obj ... endobj", with a stream where there is one.</summary>
    public PdfObject? Indirect(int number, int generation, Func<PdfObject, PdfObject> resolve)
    {
        if (!Lexer.TryInteger(out var foundNumber) || !Lexer.TryInteger(out var foundGeneration)
            || !Lexer.TryKeyword("obj"u8) || foundNumber != number || foundGeneration != generation)
            return Lexer.Fail("no object where the index points");
        var value = Object();
        if (value is PdfDictionary dictionary && Lexer.TryKeyword("stream"u8))
            value = Stream(dictionary, resolve);
        if (value is null)
            return null;
        return Lexer.TryKeyword("endobj"u8) || IsAtNextObject() ? value : Lexer.Fail("an object without end");
    }

    /// <summary>
    /// Some writers forget endobj. Where the next object or the index begins at once, no reader can see another value.
    /// </summary>
    private bool IsAtNextObject()
    {
        var end = Lexer.Position;
        var follows = Lexer.TryKeyword("xref"u8) || Lexer.TryKeyword("startxref"u8)
            || (Lexer.TryInteger(out _) && Lexer.TryInteger(out _) && Lexer.TryKeyword("obj"u8));
        Lexer.Position = end;
        return follows;
    }

    private PdfObject? Stream(PdfDictionary dictionary, Func<PdfObject, PdfObject> resolve)
    {
        var span = Lexer.Data.Span;
        if (Lexer.Peek == '\r')
            Lexer.Position++;
        if (Lexer.Peek == '\n')
            Lexer.Position++;
        if (dictionary["Length"] is not { } entry || resolve(entry) is not PdfInteger { Value: var length and >= 0 }
            || length > span.Length - Lexer.Position)
            return Lexer.Fail("a stream's length");
        var body = Lexer.Data.Slice(Lexer.Position, (int)length);
        Lexer.Position += (int)length;
        return Lexer.TryKeyword("endstream"u8) ? new PdfStream(dictionary, body) : Lexer.Fail("a stream's length");
    }

    private PdfArray? Array(int depth)
    {
        Lexer.Position++;
        var items = new List<PdfObject>();
        while (true)
        {
            Lexer.SkipSpace();
            if (Lexer.Peek == ']')
            {
                Lexer.Position++;
                return new PdfArray(items);
            }
            if (Object(depth + 1) is not { } item)
                return null;
            items.Add(item);
        }
    }

    private PdfObject? Dictionary(int depth)
    {
        Lexer.Position += 2;
        var entries = new List<KeyValuePair<string, PdfObject>>();
        while (true)
        {
            Lexer.SkipSpace();
            if (Lexer.Peek == '>')
            {
                Lexer.Position++;
                if (Lexer.Peek != '>')
                    return Lexer.Fail("a dictionary without end");
                Lexer.Position++;
                return new PdfDictionary(entries);
            }
            if (Lexer.Peek != '/')
                return Lexer.Fail("a dictionary's key");
            if (Lexer.Name() is not { } key || Object(depth + 1) is not { } value)
                return null;
            entries.Add(new(key.Value, value));
        }
    }

    private PdfReference? Reference()
    {
        var start = Lexer.Position;
        if (Lexer.TryInteger(out var number) && Lexer.TryInteger(out var generation) && Lexer.TryKeyword("R"u8)
            && number <= int.MaxValue && generation <= ushort.MaxValue)
            return new PdfReference((int)number, (int)generation);
        Lexer.Position = start;
        return null;
    }

    private PdfObject? Keyword()
    {
        if (Lexer.TryKeyword("null"u8))
            return PdfNull.Value;
        if (Lexer.TryKeyword("true"u8))
            return new PdfBoolean(true);
        return Lexer.TryKeyword("false"u8) ? new PdfBoolean(false) : Lexer.Fail("no object");
    }
}
