using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Civic.Signing.Keys.Remote;

/// <summary>What became of one digest of a batch.</summary>
internal abstract record HashSignature
{
    private HashSignature()
    {
    }

    internal sealed record Made(byte[] Signature) : HashSignature;

    /// <param name="Reason">A stable word for the log.</param>
    internal sealed record Failed(string Reason) : HashSignature;
}

/// <summary>
/// A key at a remote signing service. Each authorization names the digests that it covers (SCAL 2, EN 419 241-1), and
/// every signature that comes back is checked before anybody else sees it.
/// </summary>
internal sealed class RemoteKey(
    CscClient client, string credential, string pin, SignatureScheme scheme, RemoteKeyDescription description)
    : ISigningKey
{
    private readonly ECDsa? _ecdsa = description.Chain[0].GetECDsaPublicKey();

    public X509Certificate2 Certificate => description.Chain[0];

    public IReadOnlyList<X509Certificate2> Chain => description.Chain;

    public SignatureScheme Scheme => scheme;

    public async ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellation) =>
        await SignHashesAsync([digest], cancellation) switch
        {
            [HashSignature.Made(var signature)] => signature,
            [HashSignature.Failed(var reason)] => throw new KeyUnavailableException(reason),
            _ => throw new System.Diagnostics.UnreachableException("One digest has one outcome."),
        };

    /// <summary>Signs a batch with one authorization, or with as few as the service's limit for one allows.</summary>
    /// <returns>An outcome for each digest, in their order. What fails takes nothing else along.</returns>
    internal async Task<IReadOnlyList<HashSignature>> SignHashesAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> digests, CancellationToken cancellation)
    {
        var outcomes = new List<HashSignature>(digests.Count);
        foreach (var part in digests.Chunk(description.MaxBatch))
        {
            try
            {
                outcomes.AddRange(await SignPartAsync(part, cancellation));
            }
            catch (KeyUnavailableException e)
            {
                outcomes.AddRange(part.Select(_ => new HashSignature.Failed(e.Reason)));
            }
        }

        return outcomes;
    }

    private async Task<IEnumerable<HashSignature>> SignPartAsync(
        ReadOnlyMemory<byte>[] digests, CancellationToken cancellation)
    {
        string[] hashes = [.. digests.Select(d => Convert.ToBase64String(d.Span))];
        var sad = await client.AuthorizeAsync(
            new CscAuthorization(credential, hashes.Length, hashes, scheme.HashOid, [new("PIN", pin)]), cancellation);
        var made = await client.SignAsync(
            new CscHashes(credential, sad, hashes, scheme.HashOid, scheme.AlgorithmOid, scheme.EncodedParameters, "S"),
            cancellation);
        return digests.Zip(made, (digest, signature) => Checked(digest.Span, signature));
    }

    private HashSignature Checked(ReadOnlySpan<byte> digest, string? encoded)
    {
        var signature = new byte[((encoded?.Length ?? 0) * 3 / 4) + 3];
        if (encoded is null || !Convert.TryFromBase64String(encoded, signature, out var length))
        {
            return new HashSignature.Failed("no signature came back");
        }

        signature = signature[..length];
        if (scheme.Verify(Certificate, digest, signature))
        {
            return new HashSignature.Made(signature);
        }

        return FromPlainForm(digest, signature) is { } der
            ? new HashSignature.Made(der)
            : new HashSignature.Failed("a signature came back that is not the key's");
    }

    /// <summary>The specification leaves ECDSA's form open: some services give r and s side by side.</summary>
    private byte[]? FromPlainForm(ReadOnlySpan<byte> digest, byte[] signature)
    {
        if (_ecdsa is null || signature.Length != 2 * ((_ecdsa.KeySize + 7) / 8)
            || !_ecdsa.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            return null;
        }

        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(TrimZeros(signature.AsSpan(0, signature.Length / 2)));
            writer.WriteIntegerUnsigned(TrimZeros(signature.AsSpan(signature.Length / 2)));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> number)
    {
        var zeros = number.IndexOfAnyExcept((byte)0);
        return zeros < 0 ? number[..1] : number[zeros..];
    }
}

/// <summary>What the service says of a key: its certificates up to the root, and how many one call may sign.</summary>
internal sealed record RemoteKeyDescription(IReadOnlyList<X509Certificate2> Chain, int MaxBatch);
