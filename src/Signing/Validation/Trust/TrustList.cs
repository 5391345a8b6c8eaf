using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Signing.Validation.Trust;

/// <summary>
/// The authorities that are trusted, since when and until when: a small trust list after the idea of ETSI TS 119 612,
/// as a JWS (RFC 7515, ES256) of the operator.
/// </summary>
internal sealed class TrustList
{
    internal const string Type = "civic-trust-list+jwt";

    internal static readonly TrustList Empty = new(0, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, []);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal TrustList(long sequence, DateTimeOffset issued, DateTimeOffset nextUpdate,
        IReadOnlyList<TrustService> services)
    {
        (Sequence, Issued, NextUpdate, Services) = (sequence, issued, nextUpdate, services);
        Paths = new TrustedPaths(this);
    }

    /// <summary>Grows with each edition; an older one is not taken back.</summary>
    internal long Sequence { get; }

    internal DateTimeOffset Issued { get; }

    /// <summary>When the operator promises a newer edition.</summary>
    internal DateTimeOffset NextUpdate { get; }

    internal IReadOnlyList<TrustService> Services { get; }

    internal TrustedPaths Paths { get; }

    internal TrustService? ServiceOf(KnownCertificate certificate) =>
        Services.FirstOrDefault(s => KnownCertificate.Of(s.Certificate).IsSame(certificate));

    internal string Sign(ECDsa key)
    {
        var list = new ListFile(Sequence, Issued, NextUpdate, [.. Services.Select(s => new ServiceFile(
            s.Name, s.Uses, Convert.ToBase64String(s.Certificate.RawDataMemory.Span),
            [.. s.History.Select(h => new StatusFile(h.IsGranted ? "granted" : "withdrawn", h.From))],
            s.Ocsp?.ToString(), s.Crl?.ToString()))]);
        var header = new Dictionary<string, string> { ["alg"] = SecurityAlgorithms.EcdsaSha256, ["typ"] = Type };
        var signed = Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "."
            + Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(list, Json));
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signed + "." + Base64UrlEncoder.Encode(signature);
    }

    /// <returns>The list that the key has signed; null where it has not, or where it makes no sense.</returns>
    internal static TrustList? Verify(string jws, ECDsa key)
    {
        try
        {
            return jws.Trim().Split('.') is [var header, var payload, var signature]
                && IsHeaderRight(header)
                && key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{payload}"),
                    Base64UrlEncoder.DecodeBytes(signature), HashAlgorithmName.SHA256,
                    DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                && JsonSerializer.Deserialize<ListFile>(Base64UrlEncoder.DecodeBytes(payload), Json) is { } list
                    ? Read(list)
                    : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static bool IsHeaderRight(string header)
    {
        using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(header));
        return json.RootElement.TryGetProperty("alg", out var alg) && alg.GetString() == SecurityAlgorithms.EcdsaSha256
            && json.RootElement.TryGetProperty("typ", out var type) && type.GetString() == Type
            && !json.RootElement.TryGetProperty("crit", out _);
    }

    private static TrustList Read(ListFile list) => new(list.Sequence, list.Issued, list.NextUpdate,
        [.. list.Services.Select(s => new TrustService(s.Name, s.Uses,
            X509CertificateLoader.LoadCertificate(Convert.FromBase64String(s.Certificate)),
            [.. s.History.OrderBy(h => h.From).Select(h => new ServiceStatus(
                h.Status == "granted" || (h.Status == "withdrawn" ? false : throw new FormatException(h.Status)),
                h.From))],
            AddressOf(s.Ocsp), AddressOf(s.Crl)))]);

    private static Uri? AddressOf(string? address) => address is null ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new FormatException("an address that is none");

    private sealed record ListFile(
        long Sequence, DateTimeOffset Issued, DateTimeOffset NextUpdate, IReadOnlyList<ServiceFile> Services);

    private sealed record ServiceFile(string Name, IReadOnlyList<ServiceUse> Uses, string Certificate,
        IReadOnlyList<StatusFile> History, string? Ocsp, string? Crl);

    private sealed record StatusFile(string Status, DateTimeOffset From);
}
