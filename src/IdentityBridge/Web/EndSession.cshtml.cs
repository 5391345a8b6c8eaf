using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web;

/// <summary>
/// /end-session (OpenID Connect RP-Initiated Logout §2): with a hint that names a session, every session of that
/// browser ends, here and at the services; without one the person is asked first. The POST comes from the client's
/// site, which has no antiforgery token of ours.
/// </summary>
// The relying party's own page sends it; without a hint that we signed, the person is asked before anything ends.
[IgnoreAntiforgeryToken]
internal sealed class EndSessionModel(SignOutRequests requests, SignOutWork work, CivicSettings settings) : PageModel
{
    public RefusalTexts? Refusal { get; private set; }

    /// <summary>What would end; asked about where nothing proves that the person wants it.</summary>
    public IReadOnlyList<ServiceTold> Asked { get; private set; } = [];

    public SignedOut? Done { get; private set; }

    public SignOutRequest? Asking { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        HandleAsync(name => Request.Query[name], cancellation);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) =>
        HandleAsync(name => Request.HasFormContentType ? Request.Form[name] : (string?)null, cancellation);

    private async Task<IActionResult> HandleAsync(Func<string, string?> parameter, CancellationToken cancellation)
    {
        Asking = await requests.ReadAsync(parameter, cancellation);
        if (Asking is null)
        {
            Refusal = RefusalTexts.SignOutNotVerified;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (Asking.Session is { } session)
        {
            Done = await work.EndBrowserAsync(session.BrowserHash, session, cancellation);
            return Done.IsWhole && Asking.Return is { } back ? new SeeOther(back) : Page();
        }

        var secret = BrowserSecret.Read(HttpContext, settings);
        Asked = secret is null ? [] : await work.WouldEndAsync(Secrets.Hash(secret), cancellation);
        if (Asked.Count == 0)
        {
            Done = new SignedOut([]);
            return Asking.Return is { } nothingToEnd ? new SeeOther(nothingToEnd) : Page();
        }

        return Page();
    }
}
