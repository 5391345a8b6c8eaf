using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Revocation;
using Civic.Signing.Validation.Trust;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Validation.Evidence;

/// <summary>
/// Asks the authorities of the trust list about their certificates, at the addresses of the list: OCSP, else the
/// revocation list. Answers are kept for a minute, so that a crowd with copies of one document asks once.
/// </summary>
internal sealed class LiveRevocation(IHttpClientFactory http, IOptions<SigningOptions> options, TimeProvider clock)
{
    internal const string Client = "live-revocation";

    private const int MaxAnswer = 8 * 1024 * 1024;
    private const int MaxKept = 4096;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SilenceKept = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (RevocationFact? Fact, DateTimeOffset Until)> _known = new();
    private readonly ConcurrentDictionary<Uri, DateTimeOffset> _silent = new();

    /// <returns>Null where the service has no address, or gave no answer that counts.</returns>
    internal async ValueTask<RevocationFact?> AskAsync(KnownCertificate certificate, KnownCertificate issuer,
        TrustService service, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = certificate.Certificate.Thumbprint;
        if (_known.TryGetValue(id, out var known) && now < known.Until && now > known.Until - Kept)
        {
            return known.Fact;
        }

        var fact = await AskOcspAsync(certificate, issuer, service, cancellation)
            ?? await AskListAsync(certificate, issuer, service, cancellation);
        if (_known.Count >= MaxKept)
        {
            _known.Clear();
        }

        // Silence is forgotten at once: the next reader may be luckier.
        if (fact is not null && !cancellation.IsCancellationRequested)
        {
            _known[id] = (fact, now + Kept);
        }

        return fact;
    }

    private async Task<RevocationFact?> AskOcspAsync(KnownCertificate certificate, KnownCertificate issuer,
        TrustService service, CancellationToken cancellation)
    {
        if (service.Ocsp is not { } address)
        {
            return null;
        }

        var question = OcspQuestion.For(certificate.Certificate, issuer.Certificate);
        using var body = new ByteArrayContent(question.Encode());
        body.Headers.ContentType = new("application/ocsp-request");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        return await FetchAsync(request, cancellation) is { } answer
            && OcspFile.TryRead(answer) is { } response
            && (response.Nonce is null || response.Nonce.AsSpan().SequenceEqual(question.Nonce))
            ? Current(response.About(certificate, issuer))
            : null;
    }

    private async Task<RevocationFact?> AskListAsync(KnownCertificate certificate, KnownCertificate issuer,
        TrustService service, CancellationToken cancellation)
    {
        if (service.Crl is not { } address)
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await FetchAsync(request, cancellation) is { } list
            ? Current(RevocationListFile.TryRead(list)?.About(certificate, issuer))
            : null;
    }

    /// <summary>Freshness stands for the nonce, which many responders leave out (RFC 5019).</summary>
    private RevocationFact? Current(RevocationFact? fact)
    {
        var now = clock.GetUtcNow();
        return fact is not null && fact.From <= now + CertificateJudge.Skew && fact.Until >= now - CertificateJudge.Skew
            ? fact
            : null;
    }

    private async Task<byte[]?> FetchAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var address = request.RequestUri!;
        if (_silent.TryGetValue(address, out var until) && clock.GetUtcNow() < until)
        {
            return null;
        }

        try
        {
            using var client = http.CreateClient(Client);
            client.Timeout = TimeSpan.FromMilliseconds(options.Value.RevocationTimeoutMs);
            client.MaxResponseContentBufferSize = MaxAnswer;
            using var answer = await client.SendAsync(request, cancellation);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancellation) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            // Who does not answer in time is not waited for again by the next certificate of the same file.
            _silent[address] = clock.GetUtcNow() + (e is TaskCanceledException ? SilenceKept : TimeSpan.Zero);
            return null;
        }
    }
}
