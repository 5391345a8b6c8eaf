using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Validation.Trust;

/// <summary>
/// Builds paths to the services of a list by RFC 5280 section 6.1, without fetching anything and without regard to
/// time: times are judged against proofs of existence. Paths that stand are kept.
/// </summary>
internal sealed class TrustedPaths(TrustList list)
{
    private const int MaxKept = 4096;

    private const X509ChainStatusFlags NoPath = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot
        | X509ChainStatusFlags.NotSignatureValid | X509ChainStatusFlags.Cyclic;

    private readonly ConcurrentDictionary<string, PathOutcome.Found> _found = new(StringComparer.Ordinal);

    private readonly X509Certificate2Collection _roots =
        [.. list.Services.Select(s => s.Certificate).Where(c => KnownCertificate.Of(c).IsSelfIssued)];

    /// <param name="certificate">A signer's, a time-stamp service's.</param>
    /// <param name="others">Certificates that came along, and may stand between it and the list.</param>
    /// <param name="at">Of two certificates of one authority the one that was valid then is preferred.</param>
    internal PathOutcome Find(
        X509Certificate2 certificate, IEnumerable<X509Certificate2> others, DateTimeOffset at)
    {
        if (_found.TryGetValue(certificate.Thumbprint, out var known)
            && known.Path.Leaf.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))
        {
            return known;
        }

        var outcome = list.ServiceOf(KnownCertificate.Of(certificate)) is { } listed
            ? new PathOutcome.Found(new TrustedPath([KnownCertificate.Of(certificate)], listed))
            : Build(certificate, others, at);
        if (outcome is PathOutcome.Found found)
        {
            if (_found.Count >= MaxKept)
            {
                _found.Clear();
            }

            _found[certificate.Thumbprint] = found;
        }

        return outcome;
    }

    private PathOutcome Build(X509Certificate2 certificate, IEnumerable<X509Certificate2> others, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(list.Services.Select(s => s.Certificate).Concat(others).ToArray());
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = Within(certificate, at);
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid
            | X509VerificationFlags.IgnoreCtlNotTimeValid | X509VerificationFlags.IgnoreNotTimeNested;
        if (!chain.Build(certificate))
        {
            var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
            return (status & NoPath) != 0 ? new PathOutcome.Missing() : new PathOutcome.Forbidden();
        }

        var path = new List<KnownCertificate>();
        foreach (var element in chain.ChainElements)
        {
            // The chain's own copies are disposed with it.
            path.Add(KnownCertificate.Of(KnownCertificate.Load(element.Certificate.RawDataMemory.Span)));
            if (path.Count > 1 && list.ServiceOf(path[^1]) is { } service)
            {
                return new PathOutcome.Found(new TrustedPath(path, service));
            }
        }

        return new PathOutcome.Missing();
    }

    private static DateTime Within(X509Certificate2 certificate, DateTimeOffset at)
    {
        var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        var time = at.UtcDateTime;
        return time < from ? from : time > to ? to : time;
    }
}
