using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Civic.IdentityBridge.Tokens;

/// <summary>A client's public key for what only it may read.</summary>
internal sealed record EncryptionKey(string KeyId, ECParameters Point);

/// <summary>
/// Compact JWE (RFC 7516 §7.1) with ECDH-ES+A256KW and A256GCM, and no other choice: a key of one use is agreed on,
/// wraps a random content key, and that encrypts. The platform has the parts but not the format.
/// </summary>
internal static class Jwe
{
    internal const string Algorithm = "ECDH-ES+A256KW";
    internal const string Encryption = "A256GCM";
    private const int KeyLength = 32;
    private const int TagLength = 16;
    private const int NonceLength = 12;
    private const int Block = 8;

    /// <summary>A signed token inside an encrypted one (RFC 7519 §5.2).</summary>
    internal static string Encrypt(string signed, EncryptionKey to)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var wrapped = Wrap(Agree(own, to.Point), key);
        var header = Base64Url.EncodeToString(Header(own.ExportParameters(false).Q, to.KeyId));
        var content = Encoding.ASCII.GetBytes(signed);
        var (nonce, tag) = (RandomNumberGenerator.GetBytes(NonceLength), new byte[TagLength]);
        using var gcm = new AesGcm(key, TagLength);
        gcm.Encrypt(nonce, content, content, tag, Encoding.ASCII.GetBytes(header));
        return string.Join('.', header, Base64Url.EncodeToString(wrapped), Base64Url.EncodeToString(nonce),
            Base64Url.EncodeToString(content), Base64Url.EncodeToString(tag));
    }

    private static byte[] Header(ECPoint point, string keyId) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["alg"] = Algorithm,
            ["enc"] = Encryption,
            ["kid"] = keyId,
            ["cty"] = "JWT",
            ["epk"] = new Dictionary<string, string>
            {
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            },
        });

    /// <summary>RFC 7518 §4.6.2: one round of the Concat KDF gives the 256 bits that A256KW needs.</summary>
    private static byte[] Agree(ECDiffieHellman own, ECParameters point)
    {
        using var other = ECDiffieHellman.Create(point);
        var algorithm = Encoding.ASCII.GetBytes(Algorithm);
        using var info = new MemoryStream();
        Number(info, 1);
        info.Write(own.DeriveRawSecretAgreement(other.PublicKey));
        Number(info, algorithm.Length);
        info.Write(algorithm);
        // PartyUInfo and PartyVInfo are empty.
        Number(info, 0);
        Number(info, 0);
        Number(info, KeyLength * 8);
        return SHA256.HashData(info.ToArray());
    }

    private static void Number(Stream to, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        to.Write(bytes);
    }

    /// <summary>RFC 3394 §2.2.1.</summary>
    private static byte[] Wrap(byte[] with, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = with;
        var (count, wrapped, block) = (key.Length / Block, new byte[key.Length + Block], new byte[2 * Block]);
        wrapped.AsSpan(0, Block).Fill(0xA6);
        key.CopyTo(wrapped, Block);
        for (var step = 0; step < 6 * count; step++)
        {
            var at = ((step % count) + 1) * Block;
            wrapped.AsSpan(0, Block).CopyTo(block);
            wrapped.AsSpan(at, Block).CopyTo(block.AsSpan(Block));
            var mixed = aes.EncryptEcb(block, PaddingMode.None);
            var counted = BinaryPrimitives.ReadUInt64BigEndian(mixed) ^ (ulong)(step + 1);
            BinaryPrimitives.WriteUInt64BigEndian(wrapped, counted);
            mixed.AsSpan(Block).CopyTo(wrapped.AsSpan(at));
        }

        return wrapped;
    }
}
