namespace Civic.Documents.Signatures;

/// <summary>What the signature dictionary says beside the signature (ISO 32000-1, table 252).</summary>
/// <param name="SigningTime">The signer's claim; the proof is the time stamp inside the signature.</param>
public sealed record SignatureDetails(
    DateTimeOffset SigningTime, string? Name = null, string? Reason = null, string? Location = null);
