using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Revocation;

/// <summary>
/// Fetches OCSP responses and revocation lists from the addresses that a certificate names. Call it only with
/// certificates whose path to a trusted root stands, so that a stranger's file can't send this host anywhere.
/// </summary>
internal sealed class RevocationFetcher(IHttpClientFactory http, IOptions<SigningOptions> options)
{
    internal const string Client = "revocation";

    private const int MaxAnswer = 8 * 1024 * 1024;
    private const string CrlDistributionPoints = "2.5.29.31";

    /// <returns>Null where the certificate names no responder, or none answered.</returns>
    internal async Task<byte[]?> OcspAsync(
        X509Certificate2 certificate, OcspQuestion question, CancellationToken cancellation)
    {
        foreach (var address in OcspAddresses(certificate))
        {
            using var body = new ByteArrayContent(question.Encode());
            body.Headers.ContentType = new("application/ocsp-request");
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
            if (await FetchAsync(request, cancellation) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    /// <returns>Null where the certificate names no list, or none could be fetched.</returns>
    internal async Task<byte[]?> ListAsync(X509Certificate2 certificate, CancellationToken cancellation)
    {
        var addresses = certificate.Extensions[CrlDistributionPoints] is { } extension
            ? RevocationList.AddressesIn(extension.RawData).Where(IsHttp)
            : [];
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (await FetchAsync(request, cancellation) is { } list)
            {
                return list;
            }
        }

        return null;
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

    private static IEnumerable<string> OcspAddresses(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>()
            .SelectMany(e => e.EnumerateOcspUris()).Where(IsHttp);

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
