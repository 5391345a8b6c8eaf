using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;

namespace Civic.Signing.Revocation;

/// <summary>
/// Asks once per validation and certificate: OCSP where the certificate names a responder, else or after it the
/// revocation list.
/// </summary>
internal sealed class RevocationInquiry(RevocationFetcher fetcher, TrustAnchors anchors, TimeProvider clock)
{
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
        var question = OcspQuestion.For(certificate, issuer);
        return await fetcher.OcspAsync(certificate, question, cancellation) is { } answer
            ? new OcspAnswer(question, issuer, path, anchors, clock.GetUtcNow()).Read(answer)
            : new RevocationStatus.Unknown();
    }

    private async Task<RevocationStatus> AskListAsync(
        X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellation) =>
        await fetcher.ListAsync(certificate, cancellation) is { } list
            ? RevocationList.StatusIn(list, certificate, issuer, clock.GetUtcNow())
            : new RevocationStatus.Unknown();
}
