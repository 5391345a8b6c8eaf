using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;

namespace Civic.TrustServices.Authority;

/// <summary>
/// Root and issuing authority of the sandbox, and the keys of its OCSP responder and time-stamp service. Everything is
/// made on the first run and kept.
/// </summary>
internal sealed class SandboxAuthority
{
    private readonly IssuedCertificates _issued;
    private readonly TimeProvider _clock;
    private readonly string _address;

    public SandboxAuthority(CivicSettings settings, IssuedCertificates issued, TimeProvider clock)
    {
        (_issued, _clock, _address) = (issued, clock, settings.OwnAddress);
        var folder = settings.DataFolder;
        Root = AuthorityKey.LoadOrMake(folder, "root", MakeRoot);
        Issuing = AuthorityKey.LoadOrMake(folder, "issuing", MakeIssuing);
        Ocsp = AuthorityKey.LoadOrMake(
            folder, "ocsp", k => CertifyOwn(k, "Civic Sandbox OCSP", CertificateProfile.Ocsp));
        Tsa = AuthorityKey.LoadOrMake(
            folder, "tsa", k => CertifyOwn(k, "Civic Sandbox Time Stamps", CertificateProfile.Tsa));
    }

    internal AuthorityKey Root { get; }

    internal AuthorityKey Issuing { get; }

    internal AuthorityKey Ocsp { get; }

    internal AuthorityKey Tsa { get; }

    /// <summary>Issues for a request whose key has been proven; the subject is taken as it stands there.</summary>
    internal X509Certificate2 Issue(CertificateRequest request, CertificateProfile profile)
    {
        request.CertificateExtensions.Clear();
        profile.AddTo(request);
        return SignBy(Issuing, request, "issuing", profile.Lifetime);
    }

    private X509Certificate2 MakeRoot(ECDsa key)
    {
        var request = new CertificateRequest(Named("Civic Sandbox Root CA"), key, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request, pathLength: null);
        var now = _clock.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(30));
    }

    private X509Certificate2 MakeIssuing(ECDsa key)
    {
        var request = new CertificateRequest(Named("Civic Sandbox Issuing CA"), key, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request, pathLength: 0);
        return SignBy(Root, request, "root", TimeSpan.FromDays(15 * 365));
    }

    private X509Certificate2 CertifyOwn(ECDsa key, string name, CertificateProfile profile) =>
        Issue(new CertificateRequest(Named(name), key, HashAlgorithmName.SHA256), profile);

    private X509Certificate2 SignBy(
        AuthorityKey issuer, CertificateRequest request, string issuerName, TimeSpan lifetime)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, true, false));
        // The root's certificates are checked by its list alone; it keeps no responder.
        string[] ocsp = issuerName == "root" ? [] : [$"{_address}/ocsp"];
        request.CertificateExtensions.Add(
            new X509AuthorityInformationAccessExtension(ocsp, [$"{_address}/ca/{issuerName}.cer"]));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(
            [$"{_address}/crl/{issuerName}.crl"]));
        var serial = NewSerial();
        var now = _clock.GetUtcNow();
        var certificate = request.Create(issuer.Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer.Key), now.AddMinutes(-5), now + lifetime, serial);
        if (issuerName != "root")
        {
            _issued.Add(certificate.SerialNumber);
        }

        return certificate;
    }

    private static void AddAuthorityExtensions(CertificateRequest request, int? pathLength)
    {
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, pathLength is not null, pathLength ?? 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        if (pathLength is null)
        {
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        }
    }

    /// <summary>RFC 5280 4.1.2.2: positive, at most 20 octets, unpredictable.</summary>
    private static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private static X500DistinguishedName Named(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        // The builder encodes the last part first: country, organization, name.
        builder.AddCommonName(name);
        builder.AddOrganizationName("Civic Sandbox");
        builder.AddCountryOrRegion("VN");
        return builder.Build();
    }
}
