using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Validation.Trust;

/// <summary>What a service's certificates are trusted for (the service types of ETSI TS 119 612, 5.5.1).</summary>
internal enum ServiceUse
{
    Signing,
    Timestamping,
}

/// <summary>From this moment the supervisor grants the service, or has withdrawn it (ETSI TS 119 612, 5.5.4).</summary>
internal sealed record ServiceStatus(bool IsGranted, DateTimeOffset From);

/// <summary>An authority that a trust list vouches for, with its history.</summary>
/// <param name="History">Oldest first.</param>
/// <param name="Ocsp">Where its certificates are asked about; the addresses in certificates are never used.</param>
/// <param name="Crl">Where its revocation list is to be had.</param>
internal sealed record TrustService(string Name, IReadOnlyList<ServiceUse> Uses, X509Certificate2 Certificate,
    IReadOnlyList<ServiceStatus> History, Uri? Ocsp, Uri? Crl)
{
    /// <summary>False before its history begins.</summary>
    internal bool IsGranted(DateTimeOffset at) => History.LastOrDefault(s => s.From <= at)?.IsGranted == true;

    internal bool WasEverGranted => History.Any(s => s.IsGranted);
}
