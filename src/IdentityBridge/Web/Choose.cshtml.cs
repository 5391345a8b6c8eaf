using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.IdentityBridge.Web;

/// <summary>
/// Where to sign in, and what to do while that place does not answer: the request waits here for ten minutes and goes
/// on from where it was.
/// </summary>
[EnableRateLimiting(RateLimits.Login)]
internal sealed class ChooseModel(Logins logins, UpstreamChoice choice, LoginReturn returning, CivicSettings settings)
    : PageModel
{
    public RefusalTexts Refusal { get; } = RefusalTexts.LoginNotFound;

    public IReadOnlyList<Guarded> Possible { get; private set; } = [];

    /// <summary>The one that did not answer.</summary>
    public Guarded? Down { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string? down, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is null)
        {
            return Page();
        }

        return Show(down);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? upstream, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } login)
        {
            return Page();
        }

        if (upstream is null)
        {
            return new SeeOther(await returning.GiveUpAsync(login, cancellation));
        }

        return Possible.FirstOrDefault(u => u.Name == upstream) is { } chosen
            && await choice.SendAsync(id, chosen, cancellation) is { } address
                ? new SeeOther(address) : Show(upstream);
    }

    private PageResult Show(string? down)
    {
        Down = Possible.FirstOrDefault(u => u.Name == down);
        if (Down is not null)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = "30";
        }

        return Page();
    }

    private async Task<LoginTransaction?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var login = await logins.FindOpenAsync(id, BrowserSecret.Read(HttpContext, settings), cancellation);
        if (login is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        Possible = choice.Upstreams.For(AuthorizationRequest.FromJson(login.Request).Level);
        return login;
    }
}
