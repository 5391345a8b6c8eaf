using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Civic.IdentityBridge.Tokens;

/// <summary>
/// Signs with one ES256 key of the bridge (RFC 7515 §3.1). The platform's key objects are not made for several threads,
/// so each caller borrows one, with room to write in: a token is put together there and becomes a text once.
/// </summary>
internal sealed class Signer(ECDsaSecurityKey key)
{
    private const int SignatureLength = 64;
    private readonly ECParameters _parameters = key.ECDsa.ExportParameters(includePrivateParameters: true);
    private readonly ConcurrentBag<Desk> _idle = [];
    private readonly ConcurrentDictionary<string, byte[]> _headers = new(StringComparer.Ordinal);

    internal string KeyId => key.KeyId;

    internal string Sign(string type, IDictionary<string, object> claims)
    {
        var header = _headers.GetOrAdd(type, HeaderOf);
        var desk = _idle.TryTake(out var known) ? known
            : new Desk(ECDsa.Create(_parameters), new Utf8JsonWriter(Stream.Null));
        var json = desk.Write(claims);
        var signed = header.Length + Base64Url.GetEncodedLength(json.Length);
        var token = desk.Token(signed + 1 + Base64Url.GetEncodedLength(SignatureLength));
        header.CopyTo(token);
        Base64Url.EncodeToUtf8(json, token[header.Length..]);
        Span<byte> signature = stackalloc byte[SignatureLength];
        desk.Key.SignData(token[..signed], signature, HashAlgorithmName.SHA256);
        token[signed] = (byte)'.';
        Base64Url.EncodeToUtf8(signature, token[(signed + 1)..]);
        var text = Encoding.ASCII.GetString(token);
        _idle.Add(desk);
        return text;
    }

    /// <summary>With the dot behind it.</summary>
    private byte[] HeaderOf(string type) => Encoding.ASCII.GetBytes(Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["alg"] = "ES256", ["kid"] = key.KeyId, ["typ"] = type })) + ".");

    private sealed class Desk(ECDsa key, Utf8JsonWriter writer)
    {
        private readonly ArrayBufferWriter<byte> _json = new(1024);
        private byte[] _token = [];

        internal ECDsa Key => key;

        internal Span<byte> Token(int length)
        {
            if (_token.Length < length)
            {
                _token = new byte[length];
            }

            return _token.AsSpan(0, length);
        }

        /// <summary>
        /// The bytes that the serializer would write, without its looking at each text and number for its kind.
        /// </summary>
        internal ReadOnlySpan<byte> Write(IDictionary<string, object> claims)
        {
            _json.ResetWrittenCount();
            writer.Reset(_json);
            writer.WriteStartObject();
            foreach (var (name, value) in claims)
            {
                writer.WritePropertyName(name);
                switch (value)
                {
                    case string text:
                        writer.WriteStringValue(text);
                        break;
                    case long number:
                        writer.WriteNumberValue(number);
                        break;
                    default:
                        JsonSerializer.Serialize(writer, value);
                        break;
                }
            }

            writer.WriteEndObject();
            writer.Flush();
            return _json.WrittenSpan;
        }
    }
}
