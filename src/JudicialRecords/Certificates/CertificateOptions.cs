using Microsoft.Extensions.Configuration;

namespace Civic.JudicialRecords.Certificates;

/// <summary>What certificates are made of (section "Civic:Certificates").</summary>
internal sealed record CertificateOptions
{
    /// <summary>
    /// Whether the content travels inside as data (PDF/A-3, associated file). Off: not every archive takes PDF/A-3.
    /// Where it is on, the signing service's profiles must name the file among their attachments.
    /// </summary>
    public bool WithData { get; init; }

    internal static CertificateOptions From(IConfiguration configuration) =>
        configuration.GetSection("Civic:Certificates").Get<CertificateOptions>() ?? new();
}
