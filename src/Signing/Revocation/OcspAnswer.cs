using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Keys;

namespace Civic.Signing.Revocation;

/// <summary>What an OCSP response says, and how long it may be gone by.</summary>
/// <param name="NextUpdate">When newer word is to be had; null where the responder does not say.</param>
/// <param name="Responder">Who signed: the issuer itself, or whom it appointed.</param>
internal sealed record OcspReading(
    RevocationStatus Status, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate, X509Certificate2? Responder)
{
    internal static readonly OcspReading Nothing = new(new RevocationStatus.Unknown(), default, null, null);
}

/// <summary>
/// Judges an OCSP response (RFC 6960 4.2 and 3.2): signer, subject, nonce and freshness; else it says nothing.
/// </summary>
internal sealed class OcspAnswer(OcspQuestion question, X509Certificate2 issuer, IReadOnlyList<X509Certificate2> path,
    TrustAnchors anchors, DateTimeOffset now)
{
    private const string Basic = "1.3.6.1.5.5.7.48.1.1";
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const string NoCheck = "1.3.6.1.5.5.7.48.1.5";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1);

    /// <summary>
    /// The status alone; of a responder that would have to be asked about itself nothing is believed.
    /// </summary>
    internal RevocationStatus Read(byte[] response) =>
        ReadAll(response) is { Responder: { } responder } reading && !NeedsCheck(responder)
            ? reading.Status
            : new RevocationStatus.Unknown();

    internal OcspReading ReadAll(byte[] response)
    {
        try
        {
            return BasicOf(response) is { } basic ? Judge(basic) : OcspReading.Nothing;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return OcspReading.Nothing;
        }
    }

    /// <summary>Whether the appointed responder's own revocation must be looked up (RFC 6960 4.2.2.2.1).</summary>
    internal bool NeedsCheck(X509Certificate2 responder) =>
        responder.Extensions[NoCheck] is null
        && !responder.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span);

    private static byte[]? BasicOf(byte[] response)
    {
        var outer = new AsnReader(response, AsnEncodingRules.BER).ReadSequence();
        var isSuccessful = outer.ReadEnumeratedBytes().Span.SequenceEqual((ReadOnlySpan<byte>)[0]);
        if (!isSuccessful || !outer.HasData)
        {
            return null;
        }

        var bytes = outer.ReadSequence(Tag0).ReadSequence();
        return bytes.ReadObjectIdentifier() == Basic ? bytes.ReadOctetString() : null;
    }

    private OcspReading Judge(byte[] basic)
    {
        var reader = new AsnReader(basic, AsnEncodingRules.BER).ReadSequence();
        var data = reader.ReadEncodedValue();
        var algorithm = reader.ReadEncodedValue();
        var signature = reader.ReadBitString(out _);
        var certificates = new List<X509Certificate2>();
        if (reader.HasData)
        {
            var list = reader.ReadSequence(Tag0).ReadSequence();
            while (list.HasData)
            {
                certificates.Add(X509CertificateLoader.LoadCertificate(list.ReadEncodedValue().Span));
            }
        }

        var responder = certificates.Prepend(issuer)
            .FirstOrDefault(c => SafeSignature.Verify(c, algorithm, data.Span, signature) && MayAnswer(c));
        return responder is null ? OcspReading.Nothing : ReadData(data) with { Responder = responder };
    }

    /// <summary>RFC 6960 4.2.2.2: the issuer itself, or whom it has appointed directly.</summary>
    private bool MayAnswer(X509Certificate2 responder)
    {
        if (responder.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span))
        {
            return true;
        }

        using var chain = anchors.NewChain(now, path);
        return responder.Extensions.OfType<X509EnhancedKeyUsageExtension>()
                .Any(u => u.EnhancedKeyUsages.OfType<Oid>().Any(o => o.Value == OcspSigning))
            && chain.Build(responder) && chain.ChainElements.Count > 1
            && chain.ChainElements[1].Certificate.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span);
    }

    private OcspReading ReadData(ReadOnlyMemory<byte> encoded)
    {
        var data = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        if (data.PeekTag().HasSameClassAndValue(Tag0))
        {
            data.ReadEncodedValue();
        }

        data.ReadEncodedValue();
        data.ReadGeneralizedTime();
        var responses = data.ReadSequence();
        if (data.HasData && !IsNonceOurs(data.ReadSequence(Tag1).ReadSequence()))
        {
            return OcspReading.Nothing;
        }

        while (responses.HasData)
        {
            var single = responses.ReadSequence();
            if (SameCertificate(single.ReadEncodedValue()))
            {
                return ReadSingle(single);
            }
        }

        return OcspReading.Nothing;
    }

    private OcspReading ReadSingle(AsnReader single)
    {
        var tag = single.PeekTag();
        RevocationStatus status = new RevocationStatus.Unknown();
        if (tag.HasSameClassAndValue(Tag1))
        {
            status = new RevocationStatus.Revoked(single.ReadSequence(Tag1).ReadGeneralizedTime());
        }
        else
        {
            single.ReadEncodedValue();
            status = tag.HasSameClassAndValue(Tag0) ? new RevocationStatus.Good() : status;
        }

        var from = single.ReadGeneralizedTime();
        DateTimeOffset? next = single.HasData && single.PeekTag().HasSameClassAndValue(Tag0)
            ? single.ReadSequence(Tag0).ReadGeneralizedTime()
            : null;
        var isCurrent = from <= now + Skew && (next ?? from + TimeSpan.FromDays(1)) >= now - Skew;
        return isCurrent ? new OcspReading(status, from, next, null) : OcspReading.Nothing;
    }

    /// <summary>A responder may answer without a nonce; with another one it answers somebody else.</summary>
    private bool IsNonceOurs(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            if (extension.ReadObjectIdentifier() != OcspQuestion.NonceOid)
            {
                continue;
            }

            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            {
                extension.ReadBoolean();
            }

            return extension.ReadOctetString().AsSpan().SequenceEqual(question.Nonce);
        }

        return true;
    }

    /// <summary>Compared by content: responders may leave out the NULL beside the hash algorithm.</summary>
    private bool SameCertificate(ReadOnlyMemory<byte> id)
    {
        var (ours, theirs) = (Parts(question.CertId), Parts(id));
        return ours.Algorithm == theirs.Algorithm && ours.Serial == theirs.Serial
            && ours.Name.AsSpan().SequenceEqual(theirs.Name) && ours.Key.AsSpan().SequenceEqual(theirs.Key);
    }

    private static (string Algorithm, byte[] Name, byte[] Key, System.Numerics.BigInteger Serial) Parts(
        ReadOnlyMemory<byte> id)
    {
        var reader = new AsnReader(id, AsnEncodingRules.BER).ReadSequence();
        return (reader.ReadSequence().ReadObjectIdentifier(), reader.ReadOctetString(), reader.ReadOctetString(),
            reader.ReadInteger());
    }
}
