using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.Web.SignIn;

public sealed class CancelledModel : PageModel
{
    public IActionResult OnGet()
    {
        if (HttpContext.RequestServices.GetService<SignInOptions>() is not { } options)
        {
            return NotFound();
        }

        ViewData.SetSite(options.Site);
        return Page();
    }
}
