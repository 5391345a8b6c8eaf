using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;
using Civic.TrustServices.Authority;

namespace Civic.TrustServices.RemoteSigning;

/// <summary>A key that the remote signing service keeps for one person.</summary>
internal sealed record Credential(string Id, AsymmetricAlgorithm Key, IReadOnlyList<X509Certificate2> Chain)
{
    internal const int MaxBatch = 500;

    /// <summary>Object identifiers of the signature algorithms that it knows.</summary>
    internal IReadOnlyList<string> Algorithms => Key is RSA
        ? ["1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10"]
        : ["1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4"];

    /// <summary>Whether it may sign so: the algorithm is its own and names the hash that was used.</summary>
    internal bool Knows(string? algorithm, string? hashOid) => algorithm is not null && HashOf(hashOid) is not null
        && Algorithms.Contains(algorithm)
        && (algorithm.EndsWith(".1.1.10", StringComparison.Ordinal) || HashOid(algorithm) == hashOid);

    internal byte[] Sign(byte[] digest, string algorithm, string hashOid) => Key switch
    {
        ECDsa ecdsa => ecdsa.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.SignHash(digest, HashOf(hashOid)!.Value, algorithm.EndsWith(".1.1.10", StringComparison.Ordinal)
            ? RSASignaturePadding.Pss
            : RSASignaturePadding.Pkcs1),
        _ => throw new System.Diagnostics.UnreachableException("A key that is neither EC nor RSA."),
    };

    internal static int? LengthOf(string? hashOid) => HashOf(hashOid)?.Name switch
    {
        "SHA256" => 32,
        "SHA384" => 48,
        "SHA512" => 64,
        _ => null,
    };

    private static HashAlgorithmName? HashOf(string? oid) => oid switch
    {
        "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => null,
    };

    private static string HashOid(string algorithm) => "2.16.840.1.101.3.4.2." + algorithm switch
    {
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => "2",
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => "3",
        _ => "1",
    };
}

/// <summary>The credentials of the sandbox, made and certified on the first run.</summary>
internal sealed class Credentials
{
    private readonly Dictionary<string, Credential> _byId = new(StringComparer.Ordinal);

    public Credentials(CivicSettings settings, SandboxAuthority authority)
    {
        var person = ("Lương Thị Ký", "Sở Tư pháp thành phố Hà Nội");
        var agency = ("Sở Tư pháp thành phố Hà Nội", "Ủy ban nhân dân thành phố Hà Nội");
        Add("luong-thi-ky", person, CertificateProfile.Person, () => ECDsa.Create(ECCurve.NamedCurves.nistP256));
        Add("luong-thi-ky-rsa", person, CertificateProfile.Person, () => RSA.Create(2048));
        Add("so-tu-phap", agency, CertificateProfile.Agency, () => ECDsa.Create(ECCurve.NamedCurves.nistP256));

        void Add(string id, (string Name, string Organization) holder, CertificateProfile profile,
            Func<AsymmetricAlgorithm> make) =>
            _byId[id] = LoadOrMake(settings.DataFolder, id, make,
                key => authority.Issue(RequestOf(key, holder), profile),
                [authority.Issuing.Certificate, authority.Root.Certificate]);
    }

    internal IEnumerable<string> Ids => _byId.Keys.Order(StringComparer.Ordinal);

    internal Credential? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    private static Credential LoadOrMake(string folder, string id, Func<AsymmetricAlgorithm> make,
        Func<AsymmetricAlgorithm, X509Certificate2> certify, X509Certificate2[] issuers)
    {
        var (keyFile, certificateFile) = (Path.Combine(folder, $"{id}.key.pem"), Path.Combine(folder, $"{id}.pem"));
        var key = make();
        if (File.Exists(keyFile) && File.Exists(certificateFile))
        {
            key.ImportFromPem(File.ReadAllText(keyFile));
            return new Credential(
                id, key, [X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile)), .. issuers]);
        }

        var certificate = certify(key);
        AuthorityKey.WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem());
        AuthorityKey.WritePrivate(certificateFile, certificate.ExportCertificatePem());
        return new Credential(id, key, [certificate, .. issuers]);
    }

    private static CertificateRequest RequestOf(AsymmetricAlgorithm key, (string Name, string Organization) holder)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(holder.Name);
        subject.AddOrganizationName(holder.Organization);
        subject.AddCountryOrRegion("VN");
        return key is RSA rsa
            ? new CertificateRequest(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject.Build(), (ECDsa)key, HashAlgorithmName.SHA256);
    }
}
