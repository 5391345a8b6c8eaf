using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// Signs with one ES256 key of the bridge (RFC 7515 §3.1). The platform's key objects are not made for several threads,
/// so each caller borrows one.
/// </summary>
internal sealed class Signer(ECDsaSecurityKey key)
{
    private const int SignatureLength = 64;
    private readonly ECParameters _parameters = key.ECDsa.ExportParameters(includePrivateParameters: true);
    private readonly ConcurrentBag<ECDsa> _idle = [];
    private readonly ConcurrentDictionary<string, string> _headers = new(StringComparer.Ordinal);

    internal string KeyId => key.KeyId;

    internal string Sign(string type, IDictionary<string, object> claims)
    {
        var header = _headers.GetOrAdd(type, t => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["alg"] = "ES256", ["kid"] = key.KeyId, ["typ"] = t })));
        var signed = $"{header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        Span<byte> signature = stackalloc byte[SignatureLength];
        var ecdsa = _idle.TryTake(out var known) ? known : ECDsa.Create(_parameters);
        ecdsa.SignData(Encoding.ASCII.GetBytes(signed), signature, HashAlgorithmName.SHA256);
        _idle.Add(ecdsa);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
