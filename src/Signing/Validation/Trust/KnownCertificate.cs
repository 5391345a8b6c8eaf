using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Algorithms;
using Civic.Signing.Keys;

namespace Civic.Signing.Validation.Trust;

/// <summary>A certificate taken apart once per process, and keys of it that are ready to verify with.</summary>
internal sealed class KnownCertificate
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const string NoCheckExtension = "1.3.6.1.5.5.7.48.1.5";
    private const string UsageExtension = "2.5.29.37";
    private const X509KeyUsageFlags SigningUsage =
        X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    private static readonly BoundedCache<X509Certificate2> Loaded = new(4096);
    private static readonly ConditionalWeakTable<X509Certificate2, KnownCertificate> Known = [];

    private readonly ConcurrentBag<AsymmetricAlgorithm> _keys = [];

    private KnownCertificate(X509Certificate2 certificate)
    {
        Certificate = certificate;
        (NotBefore, NotAfter) = (Utc(certificate.NotBefore), Utc(certificate.NotAfter));
        Name = certificate.GetNameInfo(X509NameType.SimpleName, false);
        Subject = certificate.SubjectName.RawData;
        Issuer = certificate.IssuerName.RawData;
        Algorithm = ReadAlgorithm(certificate.RawDataMemory);
        using var key = MakeKey();
        (IsEcdsa, KeyBits) = (key is ECDsa, key?.KeySize ?? 0);
        var usages = certificate.Extensions.OfType<X509KeyUsageExtension>().ToList();
        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        MaySignDocuments = usages.All(u => (u.KeyUsages & SigningUsage) != 0)
            && !Names(purposes).Any(p => p is TimeStamping or OcspSigning);
        // RFC 3161 2.3: the one purpose, marked critical.
        MayStampTime = usages.All(u => (u.KeyUsages & SigningUsage) != 0)
            && certificate.Extensions[UsageExtension]?.Critical == true && Names(purposes) is [TimeStamping];
        MayAnswerOcsp = Names(purposes).Contains(OcspSigning) && certificate.Extensions[NoCheckExtension] is not null;
        MaySignLists = usages.All(u => (u.KeyUsages & X509KeyUsageFlags.CrlSign) != 0);
        IsAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>()
            .Any(b => b.CertificateAuthority);
    }

    internal X509Certificate2 Certificate { get; }

    internal DateTimeOffset NotBefore { get; }

    internal DateTimeOffset NotAfter { get; }

    internal string Name { get; }

    internal byte[] Subject { get; }

    internal byte[] Issuer { get; }

    /// <summary>How its issuer signed it; null where that is not known here.</summary>
    internal SignatureName? Algorithm { get; }

    internal int KeyBits { get; }

    internal bool IsEcdsa { get; }

    internal bool MaySignDocuments { get; }

    internal bool MayStampTime { get; }

    /// <summary>Appointed for OCSP, and not itself to be asked about (RFC 6960 4.2.2.2).</summary>
    internal bool MayAnswerOcsp { get; }

    internal bool MaySignLists { get; }

    internal bool IsAuthority { get; }

    internal bool IsSelfIssued => Subject.AsSpan().SequenceEqual(Issuer);

    /// <exception cref="CryptographicException">
    /// The bytes are no certificate, or one of its parts that matter here can't be read.
    /// </exception>
    internal static X509Certificate2 Load(ReadOnlySpan<byte> der) => Loaded.Get(der, static bytes =>
    {
        var certificate = X509CertificateLoader.LoadCertificate(bytes);
        try
        {
            // The framework decodes late; what can't be decoded must show here and not in the middle of judging.
            _ = Of(certificate);
            return certificate;
        }
        catch (Exception e) when (e is ArgumentException or AsnContentException or FormatException)
        {
            throw new CryptographicException("A part of the certificate can't be read.", e);
        }
    })!;

    internal static KnownCertificate Of(X509Certificate2 certificate) =>
        Known.GetValue(certificate, c => new KnownCertificate(c));

    internal bool IsSame(KnownCertificate other) =>
        Certificate.RawDataMemory.Span.SequenceEqual(other.Certificate.RawDataMemory.Span);

    /// <summary>Whether the signature over the data is that of this certificate's key. False unless proven.</summary>
    internal bool HasSigned(SignatureName algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[64];
        var length = CryptographicOperations.HashData(algorithm.Digest, data, digest);
        if (!_keys.TryTake(out var key) && (key = MakeKey()) is null)
        {
            return false;
        }

        try
        {
            return algorithm.Verify(key, digest[..length], signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            _keys.Add(key);
        }
    }

    private AsymmetricAlgorithm? MakeKey()
    {
        try
        {
            return (AsymmetricAlgorithm?)Certificate.GetECDsaPublicKey() ?? Certificate.GetRSAPublicKey();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string[] Names(X509EnhancedKeyUsageExtension? purposes) =>
        purposes is null ? [] : [.. purposes.EnhancedKeyUsages.OfType<Oid>().Select(o => o.Value ?? "")];

    private static SignatureName? ReadAlgorithm(ReadOnlyMemory<byte> der)
    {
        try
        {
            var certificate = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            certificate.ReadEncodedValue();
            return SignatureName.TryRead(certificate.ReadEncodedValue());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static DateTimeOffset Utc(DateTime time) => new(time.ToUniversalTime(), TimeSpan.Zero);
}
