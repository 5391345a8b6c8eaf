using System.Formats.Asn1;
using System.Security.Cryptography;
using Civic.Signing.Algorithms;
using Civic.Signing.Cms;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Validation.Evidence;

/// <summary>A certificate revocation list (RFC 5280 section 5) of the certificate's own issuer.</summary>
internal sealed class RevocationListFile
{
    private const string DistributionPoint = "2.5.29.28";
    private const string ReasonCode = "2.5.29.21";
    private const string ExpiredCertificates = "2.5.29.60";
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2);

    private readonly ReadOnlyMemory<byte> _data;
    private readonly SignatureName? _algorithm;
    private readonly byte[] _signature;
    private readonly ReadOnlyMemory<byte> _issuer;
    private readonly ReadOnlyMemory<byte> _entries;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly DateTimeOffset? _expiredSince;
    private readonly bool _isUsable = true;
    private readonly bool? _isForAuthorities;
    private readonly Lock _lock = new();
    private (KnownCertificate Issuer, bool IsSigned)? _judged;

    private RevocationListFile(ReadOnlyMemory<byte> bytes)
    {
        var outer = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        _data = outer.ReadEncodedValue();
        _algorithm = SignatureName.TryRead(outer.ReadEncodedValue());
        _signature = outer.ReadBitString(out _);
        var body = new AsnReader(_data, AsnEncodingRules.BER).ReadSequence();
        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            body.ReadInteger();
        }

        body.ReadSequence();
        _issuer = body.ReadEncodedValue();
        _from = ReadTime(body);
        _until = IsTime(body) ? ReadTime(body) : _from;
        _entries = body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)
            ? body.ReadEncodedValue()
            : default;
        if (!body.HasData || !body.PeekTag().HasSameClassAndValue(CmsNames.Tag0))
        {
            return;
        }

        foreach (var (oid, isCritical, value) in ExtensionReader.Read(body.ReadSequence(CmsNames.Tag0).ReadSequence()))
        {
            switch (oid)
            {
                case DistributionPoint:
                    (_isUsable, _isForAuthorities) = ReadScope(value);
                    break;
                case ExpiredCertificates:
                    _expiredSince = new AsnReader(value, AsnEncodingRules.BER).ReadGeneralizedTime();
                    break;
                default:
                    // Such as a delta list, which is no use without its base.
                    _isUsable &= !isCritical;
                    break;
            }
        }
    }

    internal static RevocationListFile? TryRead(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new RevocationListFile(bytes);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    /// <returns>Null where the list is not the issuer's, or does not speak of certificates like this one.</returns>
    internal RevocationFact? About(KnownCertificate certificate, KnownCertificate issuer)
    {
        if (!_isUsable || (_isForAuthorities is { } scope && scope != certificate.IsAuthority)
            || !_issuer.Span.SequenceEqual(issuer.Subject) || !issuer.MaySignLists || !IsSignedBy(issuer))
        {
            return null;
        }

        try
        {
            var entry = Find(certificate.Certificate.SerialNumberBytes.Span);
            return new RevocationFact
            {
                RevokedAt = entry?.At,
                Reason = entry?.Reason,
                From = _from,
                Until = _until,
                CoversExpiredSince = _expiredSince,
                Signer = issuer,
                Algorithm = _algorithm!,
            };
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private bool IsSignedBy(KnownCertificate issuer)
    {
        lock (_lock)
        {
            if (_judged is not { } judged || !judged.Issuer.IsSame(issuer))
            {
                _judged = judged = (issuer,
                    _algorithm is not null && issuer.HasSigned(_algorithm, _data.Span, _signature));
            }

            return judged.IsSigned;
        }
    }

    private (DateTimeOffset At, int? Reason)? Find(ReadOnlySpan<byte> serial)
    {
        if (_entries.IsEmpty)
        {
            return null;
        }

        var entries = new AsnReader(_entries, AsnEncodingRules.BER).ReadSequence();
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            if (!entry.ReadIntegerBytes().Span.SequenceEqual(serial))
            {
                continue;
            }

            var at = ReadTime(entry);
            var reason = entry.HasData && ExtensionReader.Find(entry.ReadSequence(), ReasonCode) is { } code
                ? new AsnReader(code, AsnEncodingRules.BER).ReadEnumeratedBytes().Span[^1]
                : (int?)null;
            return (at, reason);
        }

        return null;
    }

    /// <summary>RFC 5280 5.2.5: lists of some reasons only, or of other issuers, are no use.</summary>
    private static (bool IsUsable, bool? IsForAuthorities) ReadScope(ReadOnlyMemory<byte> value)
    {
        var scope = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        bool? isForAuthorities = null;
        while (scope.HasData)
        {
            var tag = scope.PeekTag();
            if (tag.HasSameClassAndValue(CmsNames.Tag0))
            {
                scope.ReadEncodedValue();
            }
            else if (tag.HasSameClassAndValue(CmsNames.Tag1) || tag.HasSameClassAndValue(Tag2))
            {
                isForAuthorities = scope.ReadBoolean(tag) ? tag.HasSameClassAndValue(Tag2) : isForAuthorities;
            }
            else
            {
                return (false, null);
            }
        }

        return (true, isForAuthorities);
    }

    private static bool IsTime(AsnReader reader) => reader.HasData
        && (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            || reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime));

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
