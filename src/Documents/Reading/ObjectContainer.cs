using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>An object stream unfolded (ISO 32000-1, 7.5.7).</summary>
internal sealed class ObjectContainer
{
    private readonly byte[] _data;
    private readonly (int Number, int Offset)[] _index;

    private ObjectContainer(byte[] data, (int Number, int Offset)[] index) => (_data, _index) = (data, index);

    /// <returns>Null where it can't be read, or where its own description is spread over other objects.</returns>
    public static ObjectContainer? Read(PdfStream stream, ReadBudget budget)
    {
        if (stream.Dictionary["N"] is not PdfInteger { Value: >= 0 and var count }
            || stream.Dictionary["First"] is not PdfInteger { Value: >= 0 and var first })
            return null;
        var (data, _) = StreamFilters.Decode(
            stream, value => value is PdfReference ? new PdfDamaged("a reference", 0) : value ?? PdfNull.Value, budget);
        if (data is null || count > data.Length / 3 + 1 || first > data.Length)
            return null;
        var index = new (int, int)[count];
        var lexer = new PdfLexer(data, 0, inFile: false, budget);
        for (var i = 0; i < count; i++)
        {
            if (!lexer.TryInteger(out var number) || !lexer.TryInteger(out var offset) || !budget.TakeObject(8)
                || number > int.MaxValue || offset > data.Length - first)
                return null;
            index[i] = ((int)number, (int)(first + offset));
        }
        return new ObjectContainer(data, index);
    }

    public PdfObject Read(int number, int position, ReadBudget budget)
    {
        if (position >= _index.Length || _index[position].Number != number)
            return new PdfDamaged("an object's place in its stream", 0);
        var parser = new PdfParser(_data, _index[position].Offset, inFile: false, budget);
        return parser.Object() ?? new PdfDamaged(parser.Lexer.Damage ?? "an object", 0);
    }
}
