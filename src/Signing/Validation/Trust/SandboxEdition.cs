using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Validation.Trust;

/// <summary>The editions of the sandbox's trust list: what a supervisor would publish of its authorities.</summary>
internal static class SandboxEdition
{
    private static readonly TimeSpan Overdue = TimeSpan.FromDays(30);

    /// <summary>An authority as the sandbox's trust services publish it.</summary>
    /// <param name="Certificate">DER in base64.</param>
    internal sealed record Authority(string Name, string Certificate, string? Ocsp, string Crl);

    /// <returns>The next edition; null where the last one still says everything and is not soon overdue.</returns>
    internal static TrustList? After(TrustList last, IReadOnlyList<Authority> authorities, DateTimeOffset now)
    {
        var services = authorities.Select(a => ServiceOf(a, now)).ToList();
        // What was once listed stays, with its history, even if nobody publishes it any more.
        var gone = last.Services.Where(s => !services.Exists(n => IsSame(n, s))).Select(s => Ended(s, now));
        List<TrustService> all = [.. services, .. gone];
        var isNew = all.Count != last.Services.Count
            || all.Exists(s => last.Services.FirstOrDefault(l => IsSame(l, s))?.History.Count != s.History.Count);
        return services.Count > 0 && (isNew || last.NextUpdate < now + Overdue)
            ? new TrustList(last.Sequence + 1, now, now.AddYears(1), all)
            : null;
    }

    private static TrustService ServiceOf(Authority authority, DateTimeOffset now)
    {
        var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(authority.Certificate));
        return Ended(new TrustService(authority.Name, [ServiceUse.Signing, ServiceUse.Timestamping], certificate,
            [new ServiceStatus(true, certificate.NotBefore.ToUniversalTime())],
            authority.Ocsp is null ? null : new Uri(authority.Ocsp), new Uri(authority.Crl)), now);
    }

    /// <summary>A service is granted as long as its certificate lasts; what was proven before stays trusted.</summary>
    private static TrustService Ended(TrustService service, DateTimeOffset now)
    {
        DateTimeOffset end = service.Certificate.NotAfter.ToUniversalTime();
        return end <= now && service.History[^1].IsGranted
            ? service with { History = [.. service.History, new ServiceStatus(false, end)] }
            : service;
    }

    private static bool IsSame(TrustService one, TrustService other) =>
        one.Certificate.RawDataMemory.Span.SequenceEqual(other.Certificate.RawDataMemory.Span);
}
