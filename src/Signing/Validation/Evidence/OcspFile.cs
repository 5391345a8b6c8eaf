using System.Formats.Asn1;
using System.Security.Cryptography;
using Civic.Signing.Algorithms;
using Civic.Signing.Cms;
using Civic.Signing.Revocation;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation.Evidence;

/// <summary>A whole OCSP response (RFC 6960 4.2.1), taken apart once; it counts only for its issuer.</summary>
internal sealed class OcspFile
{
    private const string Basic = "1.3.6.1.5.5.7.48.1.1";
    private const string CutoffExtension = "1.3.6.1.5.5.7.48.1.6";

    private readonly ReadOnlyMemory<byte> _data;
    private readonly SignatureName? _algorithm;
    private readonly byte[] _signature;
    private readonly List<KnownCertificate> _certificates = [];
    private readonly List<Single> _singles = [];
    private readonly Lock _lock = new();
    private (KnownCertificate Issuer, KnownCertificate? Signer)? _judged;

    private OcspFile(ReadOnlyMemory<byte> basic)
    {
        var reader = new AsnReader(basic, AsnEncodingRules.BER).ReadSequence();
        _data = reader.ReadEncodedValue();
        _algorithm = SignatureName.TryRead(reader.ReadEncodedValue());
        _signature = reader.ReadBitString(out _);
        if (reader.HasData)
        {
            var list = reader.ReadSequence(CmsNames.Tag0).ReadSequence();
            while (list.HasData)
            {
                _certificates.Add(KnownCertificate.Of(KnownCertificate.Load(list.ReadEncodedValue().Span)));
            }
        }

        ReadData();
    }

    /// <summary>The question's own, where the responder repeats it; null where it leaves it out.</summary>
    internal byte[]? Nonce { get; private set; }

    /// <returns>Null where the bytes are no successful response.</returns>
    internal static OcspFile? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (!outer.ReadEnumeratedBytes().Span.SequenceEqual((ReadOnlySpan<byte>)[0]) || !outer.HasData)
            {
                return null;
            }

            var inner = outer.ReadSequence(CmsNames.Tag0).ReadSequence();
            return inner.ReadObjectIdentifier() == Basic ? new OcspFile(inner.ReadOctetString()) : null;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    /// <returns>Null where it says nothing of the certificate, or its signer is not appointed.</returns>
    internal RevocationFact? About(KnownCertificate certificate, KnownCertificate issuer)
    {
        var single = _singles.Find(s => s.IsAbout(certificate, issuer));
        return single is null || SignerFor(issuer) is not { } signer || single.From > signer.NotAfter
            || single.From < signer.NotBefore ? null
            : new RevocationFact
            {
                RevokedAt = single.RevokedAt,
                Reason = single.Reason,
                From = single.From,
                // RFC 6960 4.2.2.1: without nextUpdate newer information is always to be had.
                Until = single.Until ?? single.From.AddDays(1),
                CoversExpiredSince = single.ArchiveCutoff,
                Signer = signer,
                Algorithm = _algorithm!,
            };
    }

    /// <summary>RFC 6960 4.2.2.2: the issuer itself, or whom it has appointed directly.</summary>
    private KnownCertificate? SignerFor(KnownCertificate issuer)
    {
        lock (_lock)
        {
            if (_judged is { } judged && judged.Issuer.IsSame(issuer))
            {
                return judged.Signer;
            }

            var signer = _algorithm is null ? null : _certificates.Prepend(issuer).FirstOrDefault(c =>
                c.HasSigned(_algorithm, _data.Span, _signature) && IsAppointed(c, issuer));
            _judged = (issuer, signer);
            return signer;
        }
    }

    private static bool IsAppointed(KnownCertificate responder, KnownCertificate issuer) => responder.IsSame(issuer)
        || (responder.MayAnswerOcsp && responder.Issuer.AsSpan().SequenceEqual(issuer.Subject)
            && DirectlyIssued.By(issuer, responder));

    private void ReadData()
    {
        var data = new AsnReader(_data, AsnEncodingRules.BER).ReadSequence();
        if (data.PeekTag().HasSameClassAndValue(CmsNames.Tag0))
        {
            data.ReadEncodedValue();
        }

        data.ReadEncodedValue();
        data.ReadGeneralizedTime();
        var responses = data.ReadSequence();
        if (data.HasData && data.PeekTag().HasSameClassAndValue(CmsNames.Tag1))
        {
            Nonce = ExtensionReader.Find(data.ReadSequence(CmsNames.Tag1).ReadSequence(), OcspQuestion.NonceOid)
                ?.ToArray();
        }

        while (responses.HasData)
        {
            if (Single.Read(responses.ReadSequence()) is { } single)
            {
                _singles.Add(single);
            }
        }
    }

    private sealed record Single(HashAlgorithmName Hash, byte[] NameHash, byte[] KeyHash, byte[] Serial,
        DateTimeOffset? RevokedAt, int? Reason, DateTimeOffset From)
    {
        internal DateTimeOffset? Until { get; private init; }

        internal DateTimeOffset? ArchiveCutoff { get; private init; }

        internal bool IsAbout(KnownCertificate certificate, KnownCertificate issuer) =>
            certificate.Certificate.SerialNumberBytes.Span.SequenceEqual(Serial)
            && CryptographicOperations.HashData(Hash, issuer.Subject).AsSpan().SequenceEqual(NameHash)
            && CryptographicOperations.HashData(Hash, issuer.Certificate.PublicKey.EncodedKeyValue.RawData)
                .AsSpan().SequenceEqual(KeyHash);

        /// <returns>Null where the responder does not know the certificate.</returns>
        internal static Single? Read(AsnReader reader)
        {
            var id = reader.ReadSequence();
            var hash = CmsNames.HashNamed(id.ReadSequence().ReadObjectIdentifier());
            var (name, key, serial) = (id.ReadOctetString(), id.ReadOctetString(), id.ReadIntegerBytes().ToArray());
            var tag = reader.PeekTag();
            (DateTimeOffset At, int? Reason)? revoked = null;
            if (tag.HasSameClassAndValue(CmsNames.Tag1))
            {
                revoked = ReadRevoked(reader.ReadSequence(CmsNames.Tag1));
            }
            else
            {
                reader.ReadEncodedValue();
            }

            var from = reader.ReadGeneralizedTime();
            DateTimeOffset? until = reader.HasData && reader.PeekTag().HasSameClassAndValue(CmsNames.Tag0)
                ? reader.ReadSequence(CmsNames.Tag0).ReadGeneralizedTime()
                : null;
            var isKnown = revoked is not null || tag.HasSameClassAndValue(CmsNames.Tag0);
            return isKnown && hash is { } known
                ? new Single(known, name, key, serial, revoked?.At, revoked?.Reason, from)
                { Until = until, ArchiveCutoff = ReadCutoff(reader) }
                : null;
        }

        private static (DateTimeOffset, int?) ReadRevoked(AsnReader reader)
        {
            var at = reader.ReadGeneralizedTime();
            return (at, reader.HasData
                ? reader.ReadSequence(CmsNames.Tag0).ReadEnumeratedBytes().Span[^1]
                : null);
        }

        private static DateTimeOffset? ReadCutoff(AsnReader reader)
        {
            if (!reader.HasData || !reader.PeekTag().HasSameClassAndValue(CmsNames.Tag1))
            {
                return null;
            }

            var extensions = reader.ReadSequence(CmsNames.Tag1).ReadSequence();
            return ExtensionReader.Find(extensions, CutoffExtension) is { } value
                ? new AsnReader(value, AsnEncodingRules.BER).ReadGeneralizedTime()
                : null;
        }
    }
}
