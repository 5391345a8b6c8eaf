using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Civic.Shared.Hosting;

namespace Civic.IdentityBridge.Upstreams.VneidDirect;

/// <summary>{ "data", "key" }, both base64.</summary>
internal sealed record SealedBody(
    [property: JsonPropertyName("data")] string? Data, [property: JsonPropertyName("key")] string? Key);

/// <summary>
/// VNeID's envelope around bodies: an AES key wrapped by RSA PKCS#1 v1.5, the content by AES-ECB. Neither says who made
/// it nor that it is whole, and both have known attacks, so nothing rests on it: TLS and the access token do. It is
/// used in this folder only, and each use is logged. Failures are one and the same for whoever asks, because a
/// difference
/// would be an oracle (RFC 3218 §2).
/// </summary>
internal sealed partial class WeakEnvelope : IDisposable
{
    private readonly RSA _key;
    private readonly ILogger<WeakEnvelope> _logger;

    public WeakEnvelope(CivicSettings settings, IConfiguration configuration, ILogger<WeakEnvelope> logger)
    {
        _logger = logger;
        _key = Load(configuration[DirectOptions.Section + ":Key"]
            ?? Path.Combine(settings.DataFolder, "vneid-direct.pem"), settings);
    }

    /// <summary>What is registered at VNeID.</summary>
    internal string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Null where it can't be opened or holds no such JSON.</summary>
    internal T? Open<T>(SealedBody? body)
        where T : class
    {
        LogOpened(_logger);
        try
        {
            var wrapped = _key.Decrypt(Convert.FromBase64String(body?.Key ?? ""), RSAEncryptionPadding.Pkcs1);
            using var aes = Aes.Create();
            aes.Key = wrapped;
            return JsonSerializer.Deserialize<T>(
                aes.DecryptEcb(Convert.FromBase64String(body?.Data ?? ""), PaddingMode.PKCS7));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _key.Dispose();

    private static RSA Load(string path, CivicSettings settings)
    {
        var key = RSA.Create();
        if (File.Exists(path))
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }

        if (settings.IsProduction)
        {
            throw new StartupRefusal(
                $"{DirectOptions.Section}:Key names {path}, which is not there; VNeID must know its public half.");
        }

        key.KeySize = 2048;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(key.ExportPkcs8PrivateKeyPem());
        return key;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Weak cryptography was used: a body of VNeID's own interface was opened (RSA PKCS#1 v1.5, AES-ECB)")]
    private static partial void LogOpened(ILogger logger);
}
