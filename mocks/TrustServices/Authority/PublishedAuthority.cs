namespace Civic.TrustServices.Authority;

/// <summary>An authority of the sandbox as a supervisor would list it.</summary>
/// <param name="Certificate">DER in base64.</param>
/// <param name="Ocsp">Where its certificates are asked about; null where only its list tells.</param>
internal sealed record PublishedAuthority(string Name, string Certificate, string? Ocsp, string Crl);
