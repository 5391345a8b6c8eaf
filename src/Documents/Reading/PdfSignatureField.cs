using Civic.Documents.Objects;

namespace Civic.Documents.Reading;

/// <summary>A signature field (ISO 32000-1, 12.7.4.5).</summary>
/// <param name="Name">The full name, parents first, joined by full stops.</param>
/// <param name="Reference">The field's object; null where it is written directly into its parent.</param>
/// <param name="Value">Null while unsigned.</param>
public sealed record PdfSignatureField(
    string Name, PdfReference? Reference, PdfDictionary Dictionary, PdfSignatureValue? Value);

/// <summary>The signature dictionary (12.8.1) of a signed field.</summary>
/// <param name="Reference">Its object; null where it stands directly in the field.</param>
/// <param name="Contents">The CMS with its padding, and where its token stands in the file.</param>
/// <param name="ByteRange">Pairs of offset and length as written, perhaps wrong.</param>
public sealed record PdfSignatureValue(
    PdfReference? Reference, PdfDictionary Dictionary, PdfString? Contents, IReadOnlyList<long> ByteRange)
{
    /// <summary>Such as <c>ETSI.CAdES.detached</c> or <c>ETSI.RFC3161</c>.</summary>
    public string? SubFilter => (Dictionary["SubFilter"] as PdfName)?.Value;

    /// <summary>The signer's own claim of the time, as a PDF date.</summary>
    public string? ClaimedTime => (Dictionary["M"] as PdfString)?.Text;

    /// <summary>The signer's own claim; the certificate says who it was.</summary>
    public string? SignerName => (Dictionary["Name"] as PdfString)?.Text;

    /// <summary>Why it was signed, as the signer claims.</summary>
    public string? Reason => (Dictionary["Reason"] as PdfString)?.Text;

    /// <summary>Where it was signed, as the signer claims.</summary>
    public string? Location => (Dictionary["Location"] as PdfString)?.Text;

    /// <summary>
    /// Whether the range is two stretches that leave out exactly the token of Contents and end where the file ends,
    /// or where the given revision ends.
    /// </summary>
    public bool CoversAllBut(long end) => Contents is { Offset: > 0 } token
        && ByteRange is [0, var first, var second, var length]
        && first == token.Offset && second == token.Offset + token.TokenLength && length >= 0 && second + length == end;
}
