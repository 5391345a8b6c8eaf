using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web.Account;

/// <summary>
/// "Nơi đăng nhập": by which upstreams the person wants to be known, and which one this browser goes to at once.
/// </summary>
[Authorize(Policy = Policies.Citizen)]
internal sealed class UpstreamsModel(
    UpstreamChoice choice, PairwiseSubjects people, CurrentPerson me, CivicSettings settings) : PageModel
{
    public IReadOnlyList<Guarded> All => choice.Upstreams.All;

    public IReadOnlyList<string> Blocked { get; private set; } = [];

    public string? Preferred { get; private set; }

    /// <summary>The last way in can't be blocked.</summary>
    public bool IsRefused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Preferred = Request.Cookies[UpstreamChoice.Cookie];
        Blocked = await choice.BlockedAsync(await PersonAsync(cancellation));
    }

    public async Task<IActionResult> OnPostAsync(
        string? block, string? allow, string? prefer, CancellationToken cancellation)
    {
        var person = await PersonAsync(cancellation);
        if (block is not null)
        {
            IsRefused = !await choice.BlockAsync(person, me.Subject, block, cancellation);
        }

        if (allow is not null)
        {
            await choice.AllowAsync(person, me.Subject, allow, cancellation);
        }

        if (choice.Upstreams.Find(prefer) is { } preferred)
        {
            Response.Cookies.Append(UpstreamChoice.Cookie, preferred.Name, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = settings.IsProduction || Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        }

        if (IsRefused)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await OnGetAsync(cancellation);
            return Page();
        }

        return new SeeOther("/account/upstreams");
    }

    private async Task<Guid> PersonAsync(CancellationToken cancellation) =>
        await people.PersonOfAsync(me.Subject, StaffDirectory.OwnAgency, cancellation)
            ?? throw new InvalidOperationException("A signed-in person is not known to the bridge.");
}
