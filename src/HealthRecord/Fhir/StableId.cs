using System.Security.Cryptography;
using System.Text;

namespace Civic.HealthRecord.Fhir;

/// <summary>
/// Ids that are the same whenever the data are: a UUID of version 8 (RFC 9562 §5.8) from SHA-256. They begin from the
/// patient's opaque id, so they tell nothing of what they name.
/// </summary>
internal static class StableId
{
    internal static Guid Of(Guid patient, params string[] parts) =>
        From(SHA256.HashData(Encoding.UTF8.GetBytes($"{patient:N}\n{string.Join('\n', parts)}")));

    internal static Guid From(byte[] sha256)
    {
        var bytes = sha256[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
