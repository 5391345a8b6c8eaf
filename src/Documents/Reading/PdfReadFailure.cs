namespace Civic.Documents.Reading;

/// <summary>Why a file can't be read.</summary>
public abstract record PdfReadFailure
{
    private PdfReadFailure()
    {
    }

    /// <summary>It does not begin with a PDF header or has no end mark.</summary>
    public sealed record NotAPdf : PdfReadFailure;

    /// <summary>It is encrypted; what it holds can't be judged.</summary>
    public sealed record Encrypted : PdfReadFailure;

    /// <param name="Part">In words for a log, without content of the file.</param>
    /// <param name="Offset">Bytes from the start of the file, as near as is known.</param>
    public sealed record Damaged(string Part, long Offset) : PdfReadFailure;

    /// <summary>It needs more memory or time than a reader should give to a stranger's file.</summary>
    public sealed record TooLarge(string Limit) : PdfReadFailure;

    /// <summary>It uses a filter or feature that this reader does not know.</summary>
    public sealed record Unsupported(string Feature) : PdfReadFailure;
}
