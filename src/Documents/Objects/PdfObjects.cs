using System.Text;

namespace Civic.Documents.Objects;

/// <summary>An object of a PDF file (ISO 32000-1, 7.3).</summary>
public abstract record PdfObject;

/// <summary>The null object, also what a reference to nothing stands for (7.3.10).</summary>
public sealed record PdfNull : PdfObject
{
    /// <summary>The only one.</summary>
    public static PdfNull Value { get; } = new();
}

/// <summary>An object that is in the file's index but can't be read; never taken for the null object.</summary>
/// <param name="Offset">Bytes from the start of the file.</param>
public sealed record PdfDamaged(string Reason, long Offset) : PdfObject;

/// <summary><c>true</c> or <c>false</c> (7.3.2).</summary>
public sealed record PdfBoolean(bool Value) : PdfObject;

/// <summary>A number without a fraction (7.3.3).</summary>
public sealed record PdfInteger(long Value) : PdfObject
{
    private static readonly PdfInteger[] Small = [.. Enumerable.Range(-1, 1026).Select(value => new PdfInteger(value))];

    /// <summary>The same as the constructor, with the common values shared.</summary>
    public static PdfInteger Of(long value) => value is >= -1 and < 1025 ? Small[value + 1] : new(value);
}

/// <summary>A number with a fraction (7.3.3), always finite.</summary>
public sealed record PdfReal(double Value) : PdfObject;

/// <summary>A name (7.3.5).</summary>
/// <param name="Value">Without the slash, escapes resolved, one character a byte.</param>
public sealed record PdfName(string Value) : PdfObject;

/// <summary>A reference to an indirect object (7.3.10), not yet followed.</summary>
public sealed record PdfReference(int Number, int Generation) : PdfObject;

/// <summary>A string with the place of its token, which signature checks need.</summary>
/// <param name="Offset">Of the opening bracket from the start of the file; -1 inside an object stream.</param>
/// <param name="TokenLength">In bytes, brackets included.</param>
public sealed record PdfString(ReadOnlyMemory<byte> Bytes, long Offset, int TokenLength) : PdfObject
{
    /// <summary>A text string: UTF-16BE or UTF-8 with their marks, else read as Latin-1 (7.9.2.2).</summary>
    public string Text => Bytes.Span switch
    {
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
        var all => Encoding.Latin1.GetString(all),
    };
}

/// <summary>An array (7.3.6).</summary>
public sealed record PdfArray(IReadOnlyList<PdfObject> Items) : PdfObject
{
    /// <summary>How many objects it holds.</summary>
    public int Count => Items.Count;

    /// <summary>The object at a place from 0, references not followed.</summary>
    public PdfObject this[int index] => Items[index];
}

/// <summary>A stream (7.3.8).</summary>
/// <param name="Data">As it stands in the file, filters not yet undone.</param>
public sealed record PdfStream(PdfDictionary Dictionary, ReadOnlyMemory<byte> Data) : PdfObject;
