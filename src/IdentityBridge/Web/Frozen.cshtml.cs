using Civic.IdentityBridge.Federation;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web;

/// <summary>A login of an account whose owner reported misuse ends here.</summary>
internal sealed class FrozenModel(Logins logins, LoginRefusal refusal, CivicSettings settings) : PageModel
{
    public RefusalTexts? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        var known = await FindAsync(id, cancellation) is not null;
        Refusal = known ? null : RefusalTexts.LoginNotFound;
        Response.StatusCode = known ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } login)
        {
            return await OnGetAsync(id, cancellation);
        }

        return new SeeOther(await refusal.EndAsync(
            login, OAuthErrors.AccessDenied, cancellation, "account-frozen"));
    }

    private Task<Storage.LoginTransaction?> FindAsync(Guid id, CancellationToken cancellation) =>
        logins.FindOpenAsync(id, BrowserSecret.Read(HttpContext, settings), cancellation);
}
