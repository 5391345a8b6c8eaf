using System.Globalization;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.Web.SignIn;

/// <summary>Between a form that needs a fresh login and that login: the way on is a link, no redirect.</summary>
public sealed class AgainModel : PageModel
{
    public string Back { get; private set; } = "/";

    public string WayOn { get; private set; } = "/sign-in";

    public IActionResult OnGet(string? returnUrl, int maxAge)
    {
        if (HttpContext.RequestServices.GetService<SignInOptions>() is not { } options)
        {
            return NotFound();
        }

        ViewData.SetSite(options.Site);
        Back = SignInStart.LocalOrHome(returnUrl);
        WayOn = string.Create(
            CultureInfo.InvariantCulture,
            $"/sign-in?returnUrl={Uri.EscapeDataString(Back)}&maxAge={Math.Max(0, maxAge)}");
        return Page();
    }
}
