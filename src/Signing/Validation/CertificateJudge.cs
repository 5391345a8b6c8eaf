using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;
using Civic.Signing.Revocation;

namespace Civic.Signing.Validation;

/// <summary>Whether a certificate was trustworthy at a time: path, purpose, key strength, revocation.</summary>
internal sealed class CertificateJudge(TrustAnchors anchors, RevocationInquiry revocations)
{
    private const X509ChainStatusFlags NoPath = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot
        | X509ChainStatusFlags.NotSignatureValid | X509ChainStatusFlags.Cyclic;

    /// <param name="certificate">The signer's.</param>
    /// <param name="others">Certificates that came along and may lead to a root.</param>
    /// <param name="at">The time as of which it must hold.</param>
    /// <param name="isProven">Whether a time stamp proves that time.</param>
    /// <param name="cancellation">Stops the questions for revocation data.</param>
    internal async Task<(Judgement Judgement, bool RevokedLater)> JudgeAsync(X509Certificate2 certificate,
        IEnumerable<X509Certificate2> others, DateTimeOffset at, bool isProven, CancellationToken cancellation)
    {
        using var chain = anchors.NewChain(at, others);
        var isBuilt = chain.Build(certificate);
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        if (!isBuilt)
        {
            return (PathFailure(status, certificate, at, isProven), false);
        }

        if (!MaySign(certificate))
        {
            return (Judgement.Open(SubIndication.ChainConstraintsFailure), false);
        }

        if (IsWeak(certificate))
        {
            return (Judgement.Open(SubIndication.CryptoConstraintsFailureNoPoe), false);
        }

        return await JudgeRevocationAsync([.. chain.ChainElements.Select(e => e.Certificate)], at, cancellation);
    }

    private async Task<(Judgement, bool)> JudgeRevocationAsync(
        X509Certificate2[] path, DateTimeOffset at, CancellationToken cancellation)
    {
        var revokedLater = false;
        for (var i = 0; i < path.Length - 1; i++)
        {
            switch (await revocations.AskAsync(path[i], path[i + 1], path, cancellation))
            {
                case RevocationStatus.Good:
                    break;
                case RevocationStatus.Revoked revoked when revoked.At > at:
                    revokedLater = true;
                    break;
                case RevocationStatus.Revoked:
                    return (Judgement.Open(i == 0 ? SubIndication.RevokedNoPoe : SubIndication.RevokedCaNoPoe), false);
                default:
                    return (Judgement.Open(SubIndication.TryLater), false);
            }
        }

        return (Judgement.Passed, revokedLater);
    }

    private static Judgement PathFailure(
        X509ChainStatusFlags status, X509Certificate2 certificate, DateTimeOffset at, bool isProven)
    {
        if ((status & NoPath) != 0)
        {
            return Judgement.Open(SubIndication.NoCertificateChainFound);
        }

        if ((status & X509ChainStatusFlags.NotTimeValid) == 0)
        {
            return Judgement.Open(SubIndication.ChainConstraintsFailure);
        }

        return isProven && at.UtcDateTime < certificate.NotBefore.ToUniversalTime()
            ? Judgement.Failed(SubIndication.NotYetValid)
            : Judgement.Open(SubIndication.OutOfBoundsNoPoe);
    }

    private static bool MaySign(X509Certificate2 certificate)
    {
        const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        return certificate.Extensions.OfType<X509KeyUsageExtension>().All(u => (u.KeyUsages & Signing) != 0);
    }

    private static bool IsWeak(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        return rsa is { KeySize: < 2048 };
    }
}
