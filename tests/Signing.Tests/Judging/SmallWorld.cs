using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Documents.Reading;
using Civic.Documents.Signatures;
using Civic.Signing.Algorithms;
using Civic.Signing.Cms;
using Civic.Signing.Keys;
using Civic.Signing.Tests.Stage;
using Civic.Signing.Validation;
using Civic.Signing.Validation.Trust;
using Civic.Testing;
using Shouldly;

namespace Civic.Signing.Tests.Judging;

/// <summary>
/// Authorities whose every certificate, answer and time stamp a test dates as it likes, and files signed under them.
/// Nothing listens anywhere: what a file does not bring along is not to be had.
/// </summary>
internal sealed class SmallWorld
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static int _serial = 1000;

    private readonly TestKey _root;

    internal SmallWorld()
    {
        _root = SelfSigned("Small Root", Start, Start.AddYears(40));
        Issuing = Certify(_root, "Small Issuing", Start, Start.AddYears(30), Usage.Authority);
        Ocsp = Certify(Issuing, "Small OCSP", Start, Start.AddYears(10), Usage.Ocsp);
        Tsa = Certify(Issuing, "Small Time Stamps", Start, Start.AddYears(12), Usage.Tsa);
        Person = Certify(Issuing, "Lương Thị Ký", Start, Start.AddYears(2), Usage.Signer);
        Agency = Certify(Issuing, "Sở Tư pháp thành phố Hà Nội", Start, Start.AddYears(3), Usage.Signer);
        List = ListOf(new ServiceStatus(true, Start));
    }

    internal enum Usage
    {
        Authority,
        Signer,
        Tsa,
        Ocsp,
    }

    internal TestKey Issuing { get; }

    internal TestKey Ocsp { get; }

    internal TestKey Tsa { get; set; }

    internal TestKey Person { get; set; }

    internal TestKey Agency { get; }

    internal TrustList List { get; set; }

    internal X509Certificate2 Root => _root.Certificate;

    /// <summary>Both authorities are listed; the history is that of the issuing one.</summary>
    internal TrustList ListOf(params ServiceStatus[] history) => new(1, Start, Start.AddYears(50),
    [
        new TrustService("Small Root", [ServiceUse.Signing, ServiceUse.Timestamping], Root,
            [new ServiceStatus(true, Start)], null, null),
        new TrustService("Small Issuing", [ServiceUse.Signing, ServiceUse.Timestamping], Issuing.Certificate,
            history, null, null),
    ]);

    internal TestKey Signer(string name, DateTimeOffset from, DateTimeOffset to, KeyKind kind = KeyKind.P256,
        SignatureScheme? scheme = null) => Certify(Issuing, name, from, to, Usage.Signer, kind, scheme);

    internal TestKey TsaValid(DateTimeOffset from, DateTimeOffset to) =>
        Certify(Issuing, "Later Time Stamps", from, to, Usage.Tsa);

    internal TestKey CertifyFrom(TestKey issuer, string name, DateTimeOffset from, DateTimeOffset to, Usage usage) =>
        Certify(issuer, name, from, to, usage);

    internal TestKey CertifyByRoot(string name, Usage usage) => CertifyOwn(_root, name, usage);

    /// <summary>For a key that another program signs with.</summary>
    internal TestKey SignerFor(AsymmetricAlgorithm key, string name) =>
        Certify(Issuing, name, Start, Start.AddYears(5), Usage.Signer, own: key);

    internal TestKey CertifyOwn(TestKey issuer, string name, Usage usage) =>
        Certify(issuer, name, Start, Start.AddYears(5), usage);

    /// <summary>Level B-B, or B-T where there is a time of stamping.</summary>
    internal byte[] Sign(byte[] pdf, string field, TestKey key, DateTimeOffset claimed, DateTimeOffset? stampedAt,
        TestKey? tsa = null)
    {
        var details = new SignatureDetails(claimed, key.Certificate.GetNameInfo(X509NameType.SimpleName, false));
        var prepared = SignatureUpdate.Prepare(pdf, field, details, SignatureAppearance.Personal("Lương Thị Ký"))
            .ShouldBeOfType<SignaturePreparation.Prepared>().Signature;
        var envelope = CmsEnvelope.Of(key);
        var attributes = envelope.Attributes(prepared.Hash(key.Scheme.Hash));
        var signature = key.SignData(attributes);
        var token = stampedAt is { } at
            ? Stamps.Token(tsa ?? Tsa, Issuing.Certificate, SHA256.HashData(signature), at)
            : [];
        return prepared.Embed(envelope.Encode(attributes, signature, token));
    }

    internal byte[] SignTwice(DateTimeOffset at)
    {
        var pdf = Sign(Some.Certificate("2026-1-LLTP-STP"), "CompetentPerson", Person, at, at);
        return Sign(pdf, "Agency", Agency, at.AddMinutes(1), at.AddMinutes(1));
    }

    /// <summary>The whole path of every signer and of the time-stamp service (level B-LT).</summary>
    internal byte[] WithEvidence(byte[] pdf, DateTimeOffset at, params TestKey[] of)
    {
        var evidence = new ValidationEvidence(
            [.. of.Append(Ocsp).Append(Issuing).Append(_root).Select(k => k.Certificate.RawData)],
            [.. of.Select(k => Stamps.OcspResponse(Ocsp, Issuing.Certificate, k.Certificate, at))],
            [RootCrl(at)]);
        SecurityStoreUpdate.TryAdd(pdf, evidence, out var updated, out _).ShouldBeTrue();
        return updated;
    }

    internal byte[] WithStore(byte[] pdf, params byte[][] ocsp)
    {
        SecurityStoreUpdate.TryAdd(pdf, new ValidationEvidence([], ocsp, []), out var updated, out _).ShouldBeTrue();
        return updated;
    }

    /// <summary>A time stamp over the document (level B-LTA).</summary>
    internal byte[] WithArchiveStamp(byte[] pdf, string field, DateTimeOffset at, TestKey? tsa = null)
    {
        var prepared = DocumentTimestampUpdate.Prepare(pdf, field)
            .ShouldBeOfType<SignaturePreparation.Prepared>().Signature;
        return prepared.Embed(
            Stamps.Token(tsa ?? Tsa, Issuing.Certificate, prepared.Hash(HashAlgorithmName.SHA256), at));
    }

    /// <summary>Two signatures at level B-LTA, all within an hour.</summary>
    internal byte[] Archived(DateTimeOffset at) => WithArchiveStamp(
        WithEvidence(SignTwice(at), at.AddMinutes(2), Person, Agency, Tsa), "Archive1", at.AddMinutes(3));

    internal JudgedFile Judge(byte[] pdf, DateTimeOffset now, AlgorithmPolicy? policy = null, AskLive? live = null)
    {
        PdfFile.TryRead(pdf, out var file, out var failure).ShouldBeTrue(failure?.ToString());
        var clock = new ManualClock(now);
        var sunset = new AlgorithmSunset(policy ?? AlgorithmPolicy.Load(null));
        var judging = new FileJudge(List, sunset, live ?? ((_, _, _, _) => default), clock)
            .JudgeAsync(file, CancellationToken.None).AsTask();
        // Nobody is asked, so nothing is waited for.
        judging.IsCompleted.ShouldBeTrue();
        return judging.GetAwaiter().GetResult().ShouldNotBeNull();
    }

    internal byte[] RootCrl(DateTimeOffset at) => Crl(_root, at);

    internal static byte[] Crl(TestKey issuer, DateTimeOffset at, params (X509Certificate2, DateTimeOffset)[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (var (certificate, since) in revoked)
        {
            list.AddEntry(certificate, since, X509RevocationReason.KeyCompromise);
        }

        return list.Build(issuer.Certificate.SubjectName, new SchemeGenerator(issuer), BigInteger.One,
            at.AddDays(1), HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, true, false), at);
    }

    private static TestKey SelfSigned(string name, DateTimeOffset from, DateTimeOffset to)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var certificate = request.CreateSelfSigned(from, to);
        return new TestKey(key, [X509CertificateLoader.LoadCertificate(certificate.RawData)], SignatureScheme.Default);
    }

    private static TestKey Certify(TestKey issuer, string name, DateTimeOffset from, DateTimeOffset to, Usage usage,
        KeyKind kind = KeyKind.P256, SignatureScheme? scheme = null, AsymmetricAlgorithm? own = null)
    {
        var key = own ?? kind.Create();
        var request = Request(name, key);
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(usage == Usage.Authority, false, 0, true));
        extensions.Add(new X509KeyUsageExtension(usage == Usage.Authority
            ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign
            : X509KeyUsageFlags.DigitalSignature, true));
        if (usage is Usage.Tsa or Usage.Ocsp)
        {
            var purpose = usage == Usage.Tsa ? "1.3.6.1.5.5.7.3.8" : "1.3.6.1.5.5.7.3.9";
            extensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], usage == Usage.Tsa));
        }

        if (usage == Usage.Ocsp)
        {
            extensions.Add(new X509Extension("1.3.6.1.5.5.7.48.1.5", [5, 0], false));
        }

        extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var serial = BitConverter.GetBytes(Interlocked.Increment(ref _serial)).Reverse().Prepend((byte)0x40).ToArray();
        var certificate = request.Create(
            issuer.Certificate.SubjectName, new SchemeGenerator(issuer), from, to, serial);
        return new TestKey(key, [certificate, .. issuer.Chain], scheme ?? SignatureScheme.Default);
    }

    private static CertificateRequest Request(string name, AsymmetricAlgorithm key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        subject.AddCountryOrRegion("VN");
        return key is RSA rsa
            ? new CertificateRequest(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject.Build(), (ECDsa)key, HashAlgorithmName.SHA256);
    }

    /// <summary>The framework's own way of asking a key for a signature.</summary>
    private sealed class SchemeGenerator(TestKey key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
            key.Scheme.AlgorithmIdentifier.ToArray();

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data);

        protected override PublicKey BuildPublicKey() => key.Certificate.PublicKey;
    }
}
