namespace Civic.JudicialRecords.Storage;

/// <summary>
/// A document's bytes: the frozen declaration, the certificate as rendered, signed and sealed.
/// </summary>
internal sealed class StoredDocument
{
    public required Guid DossierId { get; init; }

    public required DocumentKind Kind { get; init; }

    public required byte[] Content { get; init; }

    public required DateTimeOffset StoredAt { get; init; }
}

internal enum DocumentKind
{
    Declaration = 1,
    CertificateRendered = 2,
    CertificateSigned = 3,
    CertificateSealed = 4,

    /// <summary>What the issuance log answered at the entry: proof and signed tree head, a JSON file.</summary>
    CertificateReceipt = 7,
}
