using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;
using Microsoft.Extensions.Options;

namespace Civic.TrustServices.Authority;

/// <summary>
/// Root and issuing authorities of the sandbox, and the keys of its OCSP responders and time-stamp service. What is
/// needed first is made on the first run and kept; as the clock goes on, each is followed by a new one in good time, so
/// that the sandbox can be run through decades.
/// </summary>
internal sealed class SandboxAuthority
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly IssuedCertificates _issued;
    private readonly TimeProvider _clock;
    private readonly string _address;
    private readonly string _folder;
    private readonly KeyAlgorithm _authorityAlgorithm;
    private readonly KeyAlgorithm _ocspAlgorithm;
    private readonly RotatingKey _issuing;
    private readonly RotatingKey _tsa;
    private readonly ConcurrentDictionary<string, RotatingKey> _responders = new(StringComparer.Ordinal);

    public SandboxAuthority(
        CivicSettings settings, IOptions<TrustOptions> options, IssuedCertificates issued, TimeProvider clock)
    {
        (_issued, _clock, _address, _folder) = (issued, clock, settings.OwnAddress, settings.DataFolder);
        _authorityAlgorithm = KeyAlgorithm.Named(options.Value.AuthorityKey);
        _ocspAlgorithm = KeyAlgorithm.Named(options.Value.OcspKey);
        var stamps = KeyAlgorithm.Named(options.Value.TimestampKey);
        Root = AuthorityKey.TryLoad(_folder, "root", _authorityAlgorithm)
            ?? AuthorityKey.Make(_folder, "root", _authorityAlgorithm, MakeRoot);
        // A certificate never outlives its issuer: eight years of the fifteen remain when the next one begins.
        _issuing = new RotatingKey(_folder, "issuing", _authorityAlgorithm, 6 * Year, MakeIssuing);
        _tsa = new RotatingKey(_folder, "tsa", stamps, 3 * Year,
            (k, _) => Issue(stamps.RequestFor(Named("Civic Sandbox Time Stamps"), k), CertificateProfile.Tsa));
        _ = Issuing;
        _ = Ocsp(Issuing);
        _ = Tsa;
    }

    internal AuthorityKey Root { get; }

    /// <summary>The one that certifies now.</summary>
    internal AuthorityKey Issuing => _issuing.Current(_clock.GetUtcNow());

    /// <summary>Every one that ever certified, the oldest first.</summary>
    internal IReadOnlyList<AuthorityKey> AllIssuing => _issuing.All;

    internal AuthorityKey Tsa => _tsa.Current(_clock.GetUtcNow());

    /// <returns>The issuer of one of the sandbox's certificates.</returns>
    internal AuthorityKey IssuerOf(X509Certificate2 certificate) => AllIssuing.Single(
        i => i.Certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData));

    /// <returns>Root, or an issuing authority, by the name that addresses have; null for another.</returns>
    internal AuthorityKey? AuthorityNamed(string name)
    {
        _ = Issuing;
        return name == "root" ? Root
            : AllIssuing.Where((_, i) => _issuing.NameOf(i + 1) == name).SingleOrDefault();
    }

    /// <summary>Everyone that a trust list of the sandbox has to name so far, the root first.</summary>
    internal IReadOnlyList<PublishedAuthority> Published()
    {
        _ = Issuing;
        return
        [
            Of("root", "Civic Sandbox Root CA", Root, null),
            .. AllIssuing.Select((i, n) => Of(_issuing.NameOf(n + 1), NameOfIssuing(n + 1), i, $"{_address}/ocsp")),
        ];

        PublishedAuthority Of(string name, string title, AuthorityKey key, string? ocsp) =>
            new(title, Convert.ToBase64String(key.Raw), ocsp, $"{_address}/crl/{name}.crl");
    }

    /// <summary>Whom an issuing authority lets answer for it now.</summary>
    internal AuthorityKey Ocsp(AuthorityKey issuing)
    {
        var number = AllIssuing.TakeWhile(i => i != issuing).Count() + 1;
        var name = number == 1 ? "ocsp" : $"ocsp-of-{number}";
        return _responders.GetOrAdd(name, n => new RotatingKey(_folder, n, _ocspAlgorithm, 3 * Year / 2, (k, _) =>
            IssueBy(issuing, _issuing.NameOf(number),
                _ocspAlgorithm.RequestFor(Named("Civic Sandbox OCSP"), k), CertificateProfile.Ocsp)))
            .Current(_clock.GetUtcNow());
    }

    /// <summary>Issues for a request whose key has been proven; the subject is taken as it stands there.</summary>
    internal X509Certificate2 Issue(CertificateRequest request, CertificateProfile profile)
    {
        var issuing = Issuing;
        return IssueBy(issuing, _issuing.NameOf(AllIssuing.TakeWhile(i => i != issuing).Count() + 1), request, profile);
    }

    private X509Certificate2 IssueBy(
        AuthorityKey issuing, string issuingName, CertificateRequest request, CertificateProfile profile)
    {
        request.CertificateExtensions.Clear();
        profile.AddTo(request);
        return SignBy(issuing, request, issuingName, profile.Lifetime);
    }

    private X509Certificate2 MakeRoot(AsymmetricAlgorithm key)
    {
        var request = _authorityAlgorithm.RequestFor(Named("Civic Sandbox Root CA"), key);
        AddAuthorityExtensions(request, pathLength: null);
        var now = _clock.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(50));
    }

    private X509Certificate2 MakeIssuing(AsymmetricAlgorithm key, int number)
    {
        var request = _authorityAlgorithm.RequestFor(Named(NameOfIssuing(number)), key);
        AddAuthorityExtensions(request, pathLength: 0);
        return SignBy(Root, request, "root", 15 * Year);
    }

    private static string NameOfIssuing(int number) =>
        number == 1 ? "Civic Sandbox Issuing CA" : $"Civic Sandbox Issuing CA {number}";

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
        var now = _clock.GetUtcNow();
        var certificate = request.Create(issuer.Certificate.SubjectName, issuer.Generator, now.AddMinutes(-5),
            now + lifetime, NewSerial());
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
