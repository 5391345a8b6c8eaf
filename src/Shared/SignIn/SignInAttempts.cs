using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Civic.Shared.SignIn;

/// <summary>What a browser must bring back for its sign-in to count.</summary>
internal sealed record SignInAttempt(
    string State, string Nonce, string Verifier, string ReturnUrl, DateTimeOffset Until)
{
    /// <summary>Whom a step-up must bring back; null for an ordinary sign-in.</summary>
    public string? Subject { get; init; }

    /// <summary>Who must come back acting for that subject; null where nobody does.</summary>
    public string? Actor { get; init; }

    /// <summary>The person asked to act for a child: only then may the answer name an actor.</summary>
    public bool IsForChild { get; init; }

    /// <summary>How long ago the login may be, in seconds.</summary>
    public int? MaxAge { get; init; }

    /// <summary>The nonce is the digest of a deed, and the service itself takes the answer.</summary>
    public bool IsBound { get; init; }
}

/// <summary>
/// One protected cookie per attempt, so that two tabs don't disturb each other and any replica can go on.
/// </summary>
internal sealed class SignInAttempts(CivicSettings settings, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private readonly IDataProtector _protector = protection.CreateProtector("civic.sign-in.attempt");

    /// <param name="nonce">The digest of a deed that the login is bound to; else a random one.</param>
    /// <param name="isForChild">A step-up of a session for a child is for a child by itself.</param>
    internal SignInAttempt Begin(
        HttpContext http, string returnUrl, int? maxAge, string? nonce = null, bool isForChild = false)
    {
        var by = maxAge is null ? null : Representative.Of(http.User);
        var attempt = new SignInAttempt(
            Secrets.New(), nonce ?? Secrets.New(), Secrets.New(), returnUrl, clock.GetUtcNow() + Lifetime)
        {
            IsBound = nonce is not null,
            Subject = maxAge is null ? null : http.User.FindFirst(BridgeClaims.Subject)?.Value,
            Actor = by?.Subject,
            IsForChild = isForChild || by is not null,
            MaxAge = maxAge,
        };
        http.Response.Cookies.Append(
            CookieOf(attempt.State), _protector.Protect(JsonSerializer.Serialize(attempt)), Options(http));
        return attempt;
    }

    /// <summary>Null where this browser began no such attempt or took too long. An attempt is used once.</summary>
    internal SignInAttempt? End(HttpContext http, string? state)
    {
        if (state is not { Length: 43 } || http.Request.Cookies[CookieOf(state)] is not { } cookie)
        {
            return null;
        }

        http.Response.Cookies.Delete(CookieOf(state), Options(http));
        try
        {
            var attempt = JsonSerializer.Deserialize<SignInAttempt>(_protector.Unprotect(cookie));
            return attempt is not null && Secrets.AreEqual(attempt.State, state) && clock.GetUtcNow() < attempt.Until
                ? attempt
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private string CookieOf(string state) => CivicPages.CookieName(settings, "sign-in-" + Secrets.Hash(state)[..12]);

    private CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = settings.IsProduction || http.Request.IsHttps,
        Path = "/",
        MaxAge = Lifetime,
        IsEssential = true,
    };
}
