using Civic.Documents.Reading;

namespace Civic.Signing.Validation;

/// <summary>One thing that was found, in plain sentences.</summary>
internal sealed record Finding(string Code, string Vi, string En);

/// <summary>One signature or document time stamp.</summary>
/// <param name="Type">"signature" or "timestamp".</param>
/// <param name="Level">
/// B-B, B-T, B-LT or B-LTA, as far as it is proven, where the form is that of a PAdES baseline signature; else null.
/// </param>
/// <param name="Signer">Name on the certificate.</param>
/// <param name="TimeSource">Name of the time-stamp service that proves the time, or "claimed".</param>
internal sealed record SignatureReport(
    string Type, string Indication, string? SubIndication, string? Level, string? Signer, DateTimeOffset? SigningTime,
    string? TimeSource, List<Finding> Findings)
{
    internal string Field { get; init; } = "";
}

/// <summary>What a later revision did to a signed file.</summary>
internal sealed record ChangeReport(
    int Revision, string Code, string? Object, bool AltersContent, string Vi, string En)
{
    /// <summary>Number of the page that shows it, from 1; 0 where it is not one page's.</summary>
    internal int Page { get; init; }
}

/// <summary>The answer of POST /validations.</summary>
internal sealed record ValidationReport(
    string Verdict, IReadOnlyList<SignatureReport> Signatures, IReadOnlyList<ChangeReport> Changes, string Sha256,
    string Issued, string Status)
{
    /// <summary>Of the QR code in the file: none, agrees, differs, other-document, not-ours or unknown.</summary>
    public string Statement { get; init; } = "none";

    /// <summary>Number under which the file, or what it was made from, was issued; for the page only.</summary>
    internal string? Number { get; init; }

    /// <summary>Bytes of the file as it was when it was first signed; null where it never was.</summary>
    internal long? SignedLength { get; init; }
}

/// <summary>What came of looking at an uploaded file.</summary>
internal abstract record ValidationOutcome
{
    private ValidationOutcome()
    {
    }

    internal sealed record Judged(ValidationReport Report) : ValidationOutcome;

    /// <summary>The file can't be read; nothing is said of it.</summary>
    internal sealed record Refused(PdfReadFailure Failure) : ValidationOutcome;
}
