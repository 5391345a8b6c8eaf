using System.Diagnostics;
using Civic.Documents.Objects;
using Civic.Documents.Reading;

namespace Civic.Documents.Writing;

/// <summary>Writes objects that were read, for an incremental update that repeats them with a change.</summary>
internal static class PdfSerializer
{
    public static PdfBuffer Write(PdfBuffer target, PdfObject value)
    {
        switch (value)
        {
            case PdfNull:
                return target.Raw("null"u8);
            case PdfBoolean boolean:
                return target.Raw(boolean.Value ? "true"u8 : "false"u8);
            case PdfInteger integer:
                return target.Integer(integer.Value);
            case PdfReal real:
                return target.Number(real.Value);
            case PdfName name:
                return Name(target, name.Value);
            case PdfString text:
                return target.Raw("<"u8).Hex(text.Bytes.Span).Raw(">"u8);
            case PdfReference reference:
                return target.Integer(reference.Number).Raw(" "u8).Integer(reference.Generation).Raw(" R"u8);
            case PdfArray array:
                target.Raw("["u8);
                foreach (var item in array.Items)
                    Write(target, item).Raw(" "u8);
                return target.Raw("]"u8);
            case PdfDictionary dictionary:
                target.Raw("<<"u8);
                Entries(target, dictionary, []);
                return target.Raw(">>"u8);
            default:
                throw new UnreachableException($"{value.GetType().Name} is never a direct object.");
        }
    }

    public static void Entries(PdfBuffer target, PdfDictionary dictionary, ReadOnlySpan<string> except)
    {
        foreach (var (key, value) in dictionary.Entries)
        {
            if (!except.Contains(key))
                Write(Name(target, key).Raw(" "u8), value).Raw(" "u8);
        }
    }

    private static PdfBuffer Name(PdfBuffer target, string name)
    {
        target.Raw("/"u8);
        foreach (var c in name)
        {
            if (c is > ' ' and <= '~' and not '#' && !PdfLexer.IsDelimiter((byte)c))
                target.Reserve(1)[0] = (byte)c;
            else
                target.Raw("#"u8).Hex([(byte)c]);
        }
        return target;
    }
}
