using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Sessions;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web;

/// <summary>The person said yes on our own page: every session of this browser ends.</summary>
internal sealed class EndSessionConfirmModel(SignOutRequests requests, SignOutWork work, CivicSettings settings)
    : PageModel
{
    public SignedOut Done { get; private set; } = new([]);

    public string? Return { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var asked = await requests.ReadAsync(
            name => Request.Form[name].ToString() is { Length: > 0 } given ? given : null, cancellation);
        Return = asked?.Return ?? asked?.Home;
        if (BrowserSecret.Read(HttpContext, settings) is { } secret)
        {
            Done = await work.EndBrowserAsync(Secrets.Hash(secret), null, cancellation);
        }

        return Page();
    }
}
