using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>
/// Nonces that this service hands out (RFC 9449 §8): a protected moment, so that any replica knows another's and none
/// is stored. A new one every minute, each good for five.
/// </summary>
public sealed class DpopNonces(IDataProtectionProvider protection, TimeProvider clock)
{
    public const string Header = "DPoP-Nonce";
    private static readonly TimeSpan Renewed = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(5);
    private readonly IDataProtector _protector = protection.CreateProtector("civic.dpop.nonce");
    private volatile Handed? _current;

    /// <summary>The nonce to send with an answer.</summary>
    public string Current()
    {
        var now = clock.GetUtcNow();
        if (_current is { } known && now - known.At < Renewed && now >= known.At)
        {
            return known.Nonce;
        }

        Span<byte> moment = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, now.UtcTicks);
        _current = new Handed(Base64Url.EncodeToString(_protector.Protect(moment.ToArray())), now);
        return _current.Nonce;
    }

    public bool IsGood(string? nonce)
    {
        if (nonce is not { Length: > 0 and < 1000 })
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (_current is { } known && known.Nonce == nonce)
        {
            return now - known.At < Good;
        }

        try
        {
            var moment = _protector.Unprotect(Base64Url.DecodeFromChars(nonce));
            var age = now.UtcTicks - BinaryPrimitives.ReadInt64BigEndian(moment);
            // Replicas' clocks differ a little.
            return age < Good.Ticks && age > -Renewed.Ticks;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    private sealed record Handed(string Nonce, DateTimeOffset At);
}
