using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Revocation;

/// <summary>
/// Collects what proves a certificate (ETSI EN 319 142-1, 5.4.2) and keeps it until shortly before its own next update,
/// so that documents signed with one key ask once. Questions about one certificate wait for each other.
/// </summary>
internal sealed class EvidenceSource(
    RevocationFetcher fetcher, TrustAnchors anchors, IOptions<SigningOptions> options, TimeProvider clock)
{
    /// <summary>Revocation data that ends sooner is not put into a file any more.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly Kept<EvidenceOutcome.Found> _paths = new();
    private readonly Kept<Link> _links = new();

    /// <param name="certificate">A signer's, or a time-stamp service's.</param>
    /// <param name="others">Certificates that may stand between it and a root.</param>
    /// <param name="cancellation">Ends this caller's wait, not the question.</param>
    internal ValueTask<EvidenceOutcome> OfAsync(
        X509Certificate2 certificate, IEnumerable<X509Certificate2> others, CancellationToken cancellation) =>
        _paths.TryGet(certificate, clock.GetUtcNow()) is { } found
            ? new(found)
            : new(AskAsync(certificate, others, cancellation));

    private Task<EvidenceOutcome> AskAsync(X509Certificate2 certificate, IEnumerable<X509Certificate2> others,
        CancellationToken cancellation) => _paths.OneAtATimeAsync<EvidenceOutcome>(certificate, async kept =>
        {
            if (kept.TryGet(certificate, clock.GetUtcNow()) is { } found)
            {
                return found;
            }

            var outcome = await CollectAsync(certificate, others, cancellation);
            if (outcome is EvidenceOutcome.Found collected)
            {
                kept.Set(certificate, collected, collected.Evidence.UseUntil);
            }

            return outcome;
        }, cancellation);

    private async Task<EvidenceOutcome> CollectAsync(
        X509Certificate2 certificate, IEnumerable<X509Certificate2> others, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        using var chain = anchors.NewChain(now, others);
        if (!chain.Build(certificate))
        {
            return new EvidenceOutcome.Missing(NameOf(certificate));
        }

        var collected = new Collected(now + TimeSpan.FromMinutes(options.Value.RevocationMaxAgeMinutes));
        X509Certificate2[] path = [.. chain.ChainElements.Select(e => e.Certificate)];
        foreach (var on in path)
        {
            collected.Add(EvidenceKind.Certificate, on.RawData);
        }

        for (var i = 0; i < path.Length - 1; i++)
        {
            var link = await LinkAsync(path[i], path[i + 1], path, cancellation);
            if (link.Status is not RevocationStatus.Good)
            {
                return link.Status is RevocationStatus.Revoked
                    ? new EvidenceOutcome.Revoked(NameOf(path[i]))
                    : new EvidenceOutcome.Missing(NameOf(path[i]));
            }

            collected.Add(link);
        }

        return new EvidenceOutcome.Found(new PathEvidence(collected.Items, collected.UseUntil,
            new DateTimeOffset(path.Min(c => c.NotAfter.ToUniversalTime()), TimeSpan.Zero)));
    }

    /// <summary>Paths share their upper links: an authority is asked about once for all that it certified.</summary>
    private Task<Link> LinkAsync(X509Certificate2 certificate, X509Certificate2 issuer, X509Certificate2[] path,
        CancellationToken cancellation) => _links.OneAtATimeAsync(certificate, async kept =>
        {
            var now = clock.GetUtcNow();
            if (kept.TryGet(certificate, now) is { } known)
            {
                return known;
            }

            var collected = new Collected(now + TimeSpan.FromMinutes(options.Value.RevocationMaxAgeMinutes));
            var status = await ProveByOcspAsync(certificate, issuer, path, collected, cancellation);
            if (status is RevocationStatus.Unknown)
            {
                status = await ProveByListAsync(certificate, issuer, collected, cancellation);
            }

            var link = new Link(status, collected.Items, collected.UseUntil);
            if (status is RevocationStatus.Good)
            {
                kept.Set(certificate, link, link.UseUntil);
            }

            return link;
        }, cancellation);

    private async Task<RevocationStatus> ProveByOcspAsync(X509Certificate2 certificate, X509Certificate2 issuer,
        X509Certificate2[] path, Collected collected, CancellationToken cancellation)
    {
        var question = OcspQuestion.For(certificate, issuer);
        if (await fetcher.OcspAsync(certificate, question, cancellation) is not { } answer)
        {
            return new RevocationStatus.Unknown();
        }

        var judge = new OcspAnswer(question, issuer, path, anchors, clock.GetUtcNow());
        if (judge.ReadAll(answer) is not { Responder: { } responder } reading)
        {
            return new RevocationStatus.Unknown();
        }

        // The responder stands directly under the issuer, whose own path is being proven already.
        if (judge.NeedsCheck(responder)
            && await ProveByListAsync(responder, issuer, collected, cancellation) is not RevocationStatus.Good)
        {
            return new RevocationStatus.Unknown();
        }

        collected.Add(EvidenceKind.Certificate, responder.RawData);
        collected.Add(EvidenceKind.OcspResponse, answer);
        collected.EndBy(reading.NextUpdate - Margin);
        return reading.Status;
    }

    private async Task<RevocationStatus> ProveByListAsync(X509Certificate2 certificate, X509Certificate2 issuer,
        Collected collected, CancellationToken cancellation)
    {
        if (await fetcher.ListAsync(certificate, cancellation) is not { } list)
        {
            return new RevocationStatus.Unknown();
        }

        var reading = RevocationList.ReadAll(list, certificate, issuer, clock.GetUtcNow());
        if (reading.Status is RevocationStatus.Good)
        {
            collected.Add(EvidenceKind.RevocationList, list);
            collected.EndBy(reading.NextUpdate - Margin);
        }

        return reading.Status;
    }

    private static string NameOf(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <summary>What is known of one certificate alone.</summary>
    private sealed record Link(
        RevocationStatus Status, IReadOnlyList<EvidenceItem> Items, DateTimeOffset UseUntil);

    private sealed class Collected(DateTimeOffset useUntil)
    {
        private readonly List<EvidenceItem> _items = [];

        internal IReadOnlyList<EvidenceItem> Items => _items;

        internal DateTimeOffset UseUntil { get; private set; } = useUntil;

        internal void Add(EvidenceKind kind, byte[] content) => Add(new EvidenceItem(kind, content));

        internal void Add(Link link)
        {
            foreach (var item in link.Items)
            {
                Add(item);
            }

            EndBy(link.UseUntil);
        }

        internal void EndBy(DateTimeOffset? end) =>
            UseUntil = end is { } known && known < UseUntil ? known : UseUntil;

        private void Add(EvidenceItem item)
        {
            if (_items.TrueForAll(i => i.Id != item.Id))
            {
                _items.Add(item);
            }
        }
    }
}
