using Civic.Documents.Reading;

namespace Civic.Documents.Signatures;

/// <summary>What came of preparing a file for a signature.</summary>
public abstract record SignaturePreparation
{
    private SignaturePreparation()
    {
    }

    public sealed record Prepared(PreparedSignature Signature) : SignaturePreparation;

    /// <summary>The file declares no signature field of that name that an update could fill.</summary>
    public sealed record FieldUnknown(string Field) : SignaturePreparation;

    public sealed record AlreadySigned(string Field) : SignaturePreparation;

    public sealed record NotAPdf(PdfReadFailure Failure) : SignaturePreparation;
}
