namespace Civic.Signing.Renewal;

/// <summary>One renewal of an archive; with the file as it came it gives the same bytes again.</summary>
internal sealed class ExtensionRecord
{
    public required string Client { get; init; }

    public required string IdempotencyKey { get; init; }

    public required string Number { get; init; }

    /// <summary>Of the file as it came, lower-case hexadecimal.</summary>
    public required string InputSha256 { get; init; }

    /// <summary>Of the file as it went back: the successor.</summary>
    public required string OutputSha256 { get; init; }

    public required DateTimeOffset ExtendedAt { get; init; }

    /// <summary>Until when the successor proves itself.</summary>
    public required DateTimeOffset VerifiableUntil { get; init; }

    public required string EvidenceIds { get; init; }

    public required byte[] ArchiveToken { get; init; }

    public required int ArchiveCapacity { get; init; }
}
