using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Validation.Evidence;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation;

/// <summary>Asks live about a certificate; null where nothing is to be had.</summary>
internal delegate ValueTask<RevocationFact?> AskLive(KnownCertificate certificate, KnownCertificate issuer,
    TrustService service, CancellationToken cancellation);

/// <summary>What came of judging a certificate.</summary>
/// <param name="RevokedLater">It was revoked, but after the signature is proven to have existed.</param>
/// <param name="EvidencedBy">
/// Number of the last revision that is needed to prove the whole path from the file alone; null where the file's own
/// evidence does not suffice.
/// </param>
internal sealed record CertificateAnswer(Judgement Judgement, bool RevokedLater = false, int? EvidencedBy = null);

/// <summary>
/// Whether a certificate was trustworthy when something was signed with it: path, purpose, the listed service's status
/// then, validity, algorithms and revocation (ETSI EN 319 102-1, 5.2.6, and with proofs of existence 5.6.2).
/// </summary>
internal sealed class CertificateJudge(
    TrustList list, AlgorithmSunset sunset, FileEvidence evidence, Proofs proofs, AskLive askLive)
{
    /// <summary>Clocks of authorities and ours may differ by so much.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    internal async ValueTask<CertificateAnswer> JudgeAsync(X509Certificate2 certificate,
        IReadOnlyList<X509Certificate2> others, ServiceUse use, Existence existence, CancellationToken cancellation)
    {
        return list.Paths.Find(certificate, [.. others, .. evidence.Certificates], existence.Latest) switch
        {
            PathOutcome.Found(var path) when Static(path, use, existence) is { IsPassed: false } judgement =>
                new(judgement),
            PathOutcome.Found(var path) => await RevocationAsync(path, use, existence, cancellation),
            PathOutcome.Missing => new(Judgement.Open(SubIndication.NoCertificateChainFound)),
            _ => new(Judgement.Open(SubIndication.ChainConstraintsFailure)),
        };
    }

    private Judgement Static(TrustedPath path, ServiceUse use, Existence existence)
    {
        var leaf = path.Leaf;
        if (!(use == ServiceUse.Signing ? leaf.MaySignDocuments : leaf.MayStampTime)
            || !path.Service.Uses.Contains(use))
        {
            return Judgement.Open(SubIndication.ChainConstraintsFailure);
        }

        if (!path.Service.IsGranted(existence.Latest))
        {
            return Judgement.Open(path.Service.WasEverGranted
                ? SubIndication.NoCertificateChainFoundNoPoe : SubIndication.NoCertificateChainFound);
        }

        if (existence.Latest < leaf.NotBefore || existence.Said < leaf.NotBefore)
        {
            return existence.IsProven || existence.Said is not null
                ? Judgement.Failed(SubIndication.NotYetValid)
                : Judgement.Open(SubIndication.OutOfBoundsNoPoe);
        }

        // The listed service itself is trusted by the list's history, not by its certificate's dates.
        if (path.Certificates.Take(Math.Max(1, path.Certificates.Count - 1)).Any(c => existence.Latest > c.NotAfter))
        {
            return Judgement.Open(SubIndication.OutOfBoundsNoPoe);
        }

        var end = sunset.EndOf(path);
        return existence.Latest < end ? Judgement.Passed : Weak(end, existence);
    }

    /// <summary>Proven to be made after the end is worse than not proven to be made before it.</summary>
    internal static Judgement Weak(DateTimeOffset end, Existence existence) => Judgement.Open(existence.Earliest >= end
        ? SubIndication.CryptoConstraintsFailure : SubIndication.CryptoConstraintsFailureNoPoe);

    private async ValueTask<CertificateAnswer> RevocationAsync(
        TrustedPath path, ServiceUse use, Existence existence, CancellationToken cancellation)
    {
        var (revokedLater, evidenced) = (false, (int?)1);
        for (var i = 0; i < path.Certificates.Count - 1; i++)
        {
            var (certificate, issuer) = (path.Certificates[i], path.Certificates[i + 1]);
            var own = evidence.About(certificate, issuer).Where(IsSafe).ToList();
            var live = list.ServiceOf(issuer) is { } service
                ? await askLive(certificate, issuer, service, cancellation)
                : null;
            var all = live is null ? own : [.. own, live];
            foreach (var revoked in all.Where(f => f.RevokedAt is not null))
            {
                if (Judge(revoked, use, existence, isLeaf: i == 0) is { } judgement)
                {
                    return new(judgement);
                }

                revokedLater = true;
            }

            if (!revokedLater && !all.Exists(f => Proves(f, certificate, use, existence)))
            {
                return new(Judgement.Open(proofs.Now > certificate.NotAfter
                    ? SubIndication.OutOfBoundsNoPoe : SubIndication.TryLater));
            }

            var embedded = own.Where(f => f.Revision > 0 && Proves(f, certificate, use, existence)).ToList();
            evidenced = embedded.Count == 0 || evidenced is null ? null
                : Math.Max(evidenced.Value, embedded.Min(f => f.Revision));
        }

        return new(Judgement.Passed, revokedLater, evidenced);
    }

    /// <returns>Null where the revocation came after what it is about is proven to have existed.</returns>
    private static Judgement? Judge(RevocationFact revoked, ServiceUse use, Existence existence, bool isLeaf)
    {
        if (existence.Latest < revoked.RevokedAt)
        {
            return null;
        }

        // RFC 3161 4: what a service stamped before it ended for another reason than a lost key stays good.
        if (use == ServiceUse.Timestamping && isLeaf && revoked.Reason is 0 or 3 or 4 or 5
            && existence.Said < revoked.RevokedAt)
        {
            return null;
        }

        return !isLeaf ? Judgement.Open(SubIndication.RevokedCaNoPoe)
            : existence.Earliest >= revoked.RevokedAt ? Judgement.Failed(SubIndication.Revoked)
            : Judgement.Open(SubIndication.RevokedNoPoe);
    }

    /// <summary>
    /// Whether it says that the certificate was good when it was used: at that time by its own dates, or later. Once a
    /// certificate has expired, only who keeps expired ones in mind can say so.
    /// </summary>
    private static bool Proves(RevocationFact fact, KnownCertificate certificate, ServiceUse use, Existence existence)
    {
        var at = use == ServiceUse.Timestamping ? existence.Said ?? existence.Latest : existence.Latest;
        return fact.RevokedAt is null && fact.Speaks(certificate) && fact.Until >= at - Skew;
    }

    /// <summary>Evidence counts only if its own algorithms were good when it is proven to have existed.</summary>
    private bool IsSafe(RevocationFact fact)
    {
        var proven = proofs.TimeOf(fact.Revision);
        return fact.From <= proven + Skew && proven < sunset.EndOf(fact.Algorithm, fact.Signer.KeyBits);
    }
}
