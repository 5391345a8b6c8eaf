using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Algorithms;
using Civic.Signing.Keys;

namespace Civic.Signing.Timestamps;

/// <summary>What was asked of a time-stamp service.</summary>
/// <param name="Nonce">Unsigned, big-endian, its highest bit clear.</param>
internal sealed record TimestampQuestion(byte[] Imprint, HashAlgorithmName Hash, byte[] Nonce);

/// <summary>
/// Checks the tokens that we asked for. Building a service's path costs more than everything else about a token, so it
/// is done once an hour for each service.
/// </summary>
internal sealed class TimestampJudge(TrustAnchors anchors, AlgorithmPolicy policy, TimeProvider clock)
{
    private static readonly TimeSpan PathHolds = TimeSpan.FromHours(1);

    private ImmutableList<KnownAuthority> _known = [];
    private ImmutableList<X509Certificate2> _certificates = [];

    /// <returns>The token and its service, or why it proves nothing.</returns>
    internal (TimestampToken? Token, KnownAuthority? Authority, string? Fault) Judge(
        ReadOnlyMemory<byte> bytes, TimestampQuestion question)
    {
        var token = TimestampToken.TryRead(bytes, _certificates);
        if (token is null || token.Nonce is null || !token.Nonce.AsSpan().SequenceEqual(question.Nonce)
            || token.ImprintHash != question.Hash || !token.Imprint.AsSpan().SequenceEqual(question.Imprint))
        {
            return (null, null, token is null ? "no token" : "another request's token");
        }

        var now = clock.GetUtcNow();
        if (token.Authority is { } certificate
            && _known.Find(k => ReferenceEquals(k.Certificate, certificate)) is { } known && known.CheckedUntil > now)
        {
            return known.HasSigned(token) ? (token, known, null) : (null, null, nameof(TimestampFault.WrongSignature));
        }

        return JudgeInFull(bytes, now);
    }

    private (TimestampToken?, KnownAuthority?, string?) JudgeInFull(ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        if (TimestampToken.TryRead(bytes) is not { } token)
        {
            return (null, null, "no token");
        }

        var fault = token.CheckHashed(anchors);
        if (fault != TimestampFault.None)
        {
            return (null, null, fault.ToString());
        }

        using var chain = anchors.NewChain(token.Time, token.Cms.Certificates);
        chain.Build(token.Authority!);
        var path = chain.ChainElements.Select(e => X509CertificateLoader.LoadCertificate(e.Certificate.RawData));
        var authority = new KnownAuthority(token, [.. path], now + PathHolds, policy);
        if (authority.GoodUntil <= now)
        {
            return (null, null, "its algorithms are good no more");
        }

        lock (anchors)
        {
            _known = _known.RemoveAll(k => k.CheckedUntil <= now
                || k.Certificate.RawDataMemory.Span.SequenceEqual(authority.Certificate.RawDataMemory.Span))
                .Add(authority);
            _certificates = [.. _known.Select(k => k.Certificate)];
        }

        return (token, authority, null);
    }
}
