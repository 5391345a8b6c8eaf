using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Microsoft.Extensions.Configuration;

namespace Civic.Shared.Storage;

/// <summary>
/// The key that wraps the data-protection keys in the database, so that a copy of the database alone opens no session.
/// Made on the first run in the data folder, or at Civic:ProtectionKey, where replicas share one file.
/// </summary>
internal sealed class MasterKey
{
    private const int Length = 32;
    private readonly byte[] _key;

    private MasterKey(byte[] key, string file)
    {
        _key = key;
        File = file;
        Id = Convert.ToHexStringLower(SHA256.HashData(key))[..16];
    }

    /// <summary>Names the key without telling anything about it.</summary>
    internal string Id { get; }

    internal string File { get; }

    internal static MasterKey Load(CivicSettings settings, IConfiguration configuration)
    {
        var file = configuration["Civic:ProtectionKey"] is { Length: > 0 } named
            ? named
            : Path.Combine(settings.DataFolder, "protection.key");
        if (!System.IO.File.Exists(file))
        {
            WriteNew(file);
        }

        var key = System.IO.File.ReadAllBytes(file);
        return key.Length == Length
            ? new MasterKey(key, file)
            : throw new StartupRefusal($"{file} holds {key.Length} bytes where a key of {Length} is expected.");
    }

    internal byte[] Wrap(ReadOnlySpan<byte> plain)
    {
        var box = new byte[AesGcm.NonceByteSizes.MaxSize + plain.Length + AesGcm.TagByteSizes.MaxSize];
        var (nonce, cipher, tag) = Split(box);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span);
        return box;
    }

    /// <exception cref="CryptographicException">It was wrapped by another key, or changed.</exception>
    internal byte[] Unwrap(byte[] box)
    {
        var (nonce, cipher, tag) = Split(box);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(_key, AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain);
        return plain;
    }

    private static (Memory<byte> Nonce, Memory<byte> Cipher, Memory<byte> Tag) Split(Memory<byte> box) => (
        box[..AesGcm.NonceByteSizes.MaxSize],
        box[AesGcm.NonceByteSizes.MaxSize..^AesGcm.TagByteSizes.MaxSize],
        box[^AesGcm.TagByteSizes.MaxSize..]);

    /// <summary>
    /// Written whole under another name first: a second host that starts at once reads all of it or nothing.
    /// </summary>
    private static void WriteNew(string file)
    {
        var draft = $"{file}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(Length));
        }

        try
        {
            System.IO.File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            System.IO.File.Delete(draft);
        }
    }
}
