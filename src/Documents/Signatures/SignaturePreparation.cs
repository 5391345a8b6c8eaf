using Civic.Documents.Reading;

namespace Civic.Documents.Signatures;

/// <summary>What came of preparing a file for a signature.</summary>
public abstract record SignaturePreparation
{
    private SignaturePreparation()
    {
    }

    /// <summary>The file is complete but for the signature.</summary>
    public sealed record Prepared(PreparedSignature Signature) : SignaturePreparation;

    /// <summary>The file declares no signature field of that name that an update could fill.</summary>
    public sealed record FieldUnknown(string Field) : SignaturePreparation;

    /// <summary>The field has a value already, which is not replaced.</summary>
    public sealed record AlreadySigned(string Field) : SignaturePreparation;

    /// <summary>The file can't be read, or not updated.</summary>
    public sealed record NotAPdf(PdfReadFailure Failure) : SignaturePreparation;
}
