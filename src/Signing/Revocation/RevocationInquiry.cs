using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Revocation;

/// <summary>
/// Asks once per validation and certificate: OCSP where the certificate names a responder, else or after it the
/// revocation list. Addresses are taken only from certificates whose path to a trusted root stands already, so that a
/// stranger's file can't send this host anywhere.
/// </summary>
internal sealed class RevocationInquiry(
    IHttpClientFactory http, TrustAnchors anchors, IOptions<SigningOptions> options, TimeProvider clock)
{
    internal const string Client = "revocation";

    private const int MaxAnswer = 8 * 1024 * 1024;
    private const string CrlDistributionPoints = "2.5.29.31";

    private readonly Dictionary<string, RevocationStatus> _known = new(StringComparer.Ordinal);

    /// <param name="certificate">Whose path is built already.</param>
    /// <param name="issuer">Next on the path.</param>
    /// <param name="path">All of it, from which a responder's own path may be completed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async Task<RevocationStatus> AskAsync(X509Certificate2 certificate, X509Certificate2 issuer,
        IReadOnlyList<X509Certificate2> path, CancellationToken cancellation)
    {
        var id = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        var status = await AskOcspAsync(certificate, issuer, path, cancellation);
        return _known[id] = status is RevocationStatus.Unknown
            ? await AskListAsync(certificate, issuer, cancellation)
            : status;
    }

    private async Task<RevocationStatus> AskOcspAsync(X509Certificate2 certificate, X509Certificate2 issuer,
        IReadOnlyList<X509Certificate2> path, CancellationToken cancellation)
    {
        var address = certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>()
            .SelectMany(e => e.EnumerateOcspUris()).FirstOrDefault(IsHttp);
        if (address is null)
        {
            return new RevocationStatus.Unknown();
        }

        var question = OcspQuestion.For(certificate, issuer);
        using var body = new ByteArrayContent(question.Encode());
        body.Headers.ContentType = new("application/ocsp-request");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        return await FetchAsync(request, cancellation) is { } answer
            ? new OcspAnswer(question, issuer, path, anchors, clock.GetUtcNow()).Read(answer)
            : new RevocationStatus.Unknown();
    }

    private async Task<RevocationStatus> AskListAsync(
        X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellation)
    {
        var address = certificate.Extensions[CrlDistributionPoints] is { } extension
            ? RevocationList.AddressesIn(extension.RawData).FirstOrDefault(IsHttp)
            : null;
        if (address is null)
        {
            return new RevocationStatus.Unknown();
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await FetchAsync(request, cancellation) is { } list
            ? RevocationList.StatusIn(list, certificate, issuer, clock.GetUtcNow())
            : new RevocationStatus.Unknown();
    }

    private async Task<byte[]?> FetchAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var client = http.CreateClient(Client);
            client.Timeout = TimeSpan.FromMilliseconds(options.Value.RevocationTimeoutMs);
            client.MaxResponseContentBufferSize = MaxAnswer;
            using var answer = await client.SendAsync(request, cancellation);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancellation) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
