using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Tests;

/// <summary>A file opened by the library's own reader, with what tests ask of it.</summary>
internal sealed class Opened
{
    public Opened(byte[] pdf)
    {
        PdfFile.TryRead(pdf, out var file, out var failure).ShouldBeTrue(failure?.ToString());
        File = file!;
    }

    public PdfFile File { get; }

    public PdfDictionary Dictionary(PdfObject? value) => File.Resolve(value).ShouldBeOfType<PdfDictionary>();

    public byte[] Decoded(PdfObject? value)
    {
        var stream = File.Resolve(value).ShouldBeOfType<PdfStream>();
        File.TryDecode(stream, out var data, out var failure).ShouldBeTrue(failure?.ToString());
        return data!;
    }

    /// <summary>The operators of a page with their operands.</summary>
    public IEnumerable<(string Operator, List<PdfObject> Operands)> Operators(PdfDictionary page)
    {
        var parser = new PdfParser(Decoded(page["Contents"]), 0, inFile: false);
        var operands = new List<PdfObject>();
        while (true)
        {
            parser.Lexer.SkipSpace();
            if (parser.Lexer.AtEnd)
                yield break;
            if (char.IsAsciiLetter((char)parser.Lexer.Peek))
            {
                var start = parser.Lexer.Position;
                while (!parser.Lexer.AtEnd && !PdfLexer.IsDelimiter((byte)parser.Lexer.Peek))
                    parser.Lexer.Position++;
                var name = System.Text.Encoding.ASCII.GetString(parser.Lexer.Data.Span[start..parser.Lexer.Position]);
                yield return (name, operands);
                operands = [];
            }
            else
            {
                operands.Add(parser.Object().ShouldNotBeNull(parser.Lexer.Damage));
            }
        }
    }
}
