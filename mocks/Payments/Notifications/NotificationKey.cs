using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.IdentityModel.Tokens;

namespace Civic.Payments.Notifications;

/// <summary>
/// The gateway's key, made on the first run and kept in its data folder; signs bodies as detached JWS.
/// </summary>
internal sealed class NotificationKey
{
    private readonly ECDsaSecurityKey _key;

    public NotificationKey(CivicSettings settings)
    {
        var file = Path.Combine(settings.DataFolder, "notification-key.p8");
        if (File.Exists(file))
        {
            _key = EcKeys.FromPkcs8(File.ReadAllBytes(file));
            return;
        }

        _key = EcKeys.Generate();
        File.WriteAllBytes(file, _key.ECDsa.ExportPkcs8PrivateKey());
    }

    internal PublicJwkSet Published => new([_key.ToPublicJwk()]);

    /// <summary>RFC 7515 appendix F: header and signature, the body between them left out.</summary>
    internal string Sign(byte[] body)
    {
        var header = Base64UrlEncoder.Encode(
            JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = _key.KeyId })
        );
        var signed = Encoding.ASCII.GetBytes($"{header}.{Base64UrlEncoder.Encode(body)}");
        return $"{header}..{Base64UrlEncoder.Encode(_key.ECDsa.SignData(signed, HashAlgorithmName.SHA256))}";
    }
}
