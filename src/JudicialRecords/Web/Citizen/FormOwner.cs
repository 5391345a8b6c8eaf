using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>
/// Seals into a form whose it is, so that what was typed can be kept as that person's draft although the session has
/// ended meanwhile. It lets a draft be written, nothing be read.
/// </summary>
internal sealed class FormOwner(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Valid = TimeSpan.FromHours(24);

    private readonly ITimeLimitedDataProtector _protector =
        protection.CreateProtector("judicial.form-owner").ToTimeLimitedDataProtector();

    internal string Seal(string subject) => _protector.Protect(subject, Valid);

    /// <returns>Null where the seal is missing, broken or too old.</returns>
    internal string? Open(string? seal)
    {
        try
        {
            return string.IsNullOrEmpty(seal) ? null : _protector.Unprotect(seal);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
