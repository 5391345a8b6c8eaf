using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.TrustServices.Authority;

/// <summary>What a certificate may be used for, and for how long.</summary>
internal sealed record CertificateProfile(
    string Name, TimeSpan Lifetime, X509KeyUsageFlags Usage, string? ExtendedUsage = null, bool IsOcspResponder = false)
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";

    private const X509KeyUsageFlags Sign = X509KeyUsageFlags.DigitalSignature;

    internal static readonly CertificateProfile Person =
        new("person", TimeSpan.FromDays(3 * 365), Sign | X509KeyUsageFlags.NonRepudiation);

    internal static readonly CertificateProfile Agency =
        new("agency", TimeSpan.FromDays(5 * 365), Sign | X509KeyUsageFlags.NonRepudiation);

    internal static readonly CertificateProfile Ocsp =
        new("ocsp", TimeSpan.FromDays(2 * 365), Sign, OcspSigning, IsOcspResponder: true);

    internal static readonly CertificateProfile Tsa =
        new("tsa", TimeSpan.FromDays(8 * 365), Sign | X509KeyUsageFlags.NonRepudiation, TimeStamping);

    /// <summary>The profiles that anybody in the sandbox may enrol for, by name.</summary>
    internal static CertificateProfile? Named(string? name) =>
        name switch { "person" => Person, "agency" => Agency, "ocsp" => Ocsp, "tsa" => Tsa, _ => null };

    internal void AddTo(CertificateRequest request)
    {
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        extensions.Add(new X509KeyUsageExtension(Usage, true));
        if (ExtendedUsage is not null)
        {
            // RFC 3161 2.3: a time-stamp certificate has this one purpose, marked critical.
            extensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ExtendedUsage)], this == Tsa));
        }

        if (IsOcspResponder)
        {
            extensions.Add(new X509Extension(new Oid(OcspNoCheck), [0x05, 0x00], false));
        }
    }
}
