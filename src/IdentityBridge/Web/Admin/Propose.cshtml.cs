using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web.Admin;

/// <summary>One administrator proposes an entry, a facility or a practice certificate.</summary>
[Authorize(Policy = "role:" + Roles.Administrator)]
internal sealed class ProposeModel(
    DirectoryWork work, Administrator administrator, PairwiseSubjects people, ClientRegistry clients, Words words)
    : PageModel
{
    public string Kind { get; private set; } = "";

    public IReadOnlyList<(string Agency, string Name)> Agencies =>
        [.. clients.All.GroupBy(c => c.Agency).Select(g => (g.Key, g.First().Name.In(words))).OrderBy(a => a.Key)];

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    public bool Chosen(string field, string value) => Request.HasFormContentType && Request.Form[field].Contains(value);

    public void OnGet(string kind) => Kind = kind;

    public async Task<IActionResult> OnPostAsync(string kind, CancellationToken cancellation)
    {
        Kind = kind;
        var form = new ProposalForm(Request.Form, clients);
        var change = kind switch
        {
            "facility" => form.Facility(),
            "certificate" => await form.CertificateAsync(people, cancellation),
            _ => await form.EntryAsync(people, cancellation),
        };
        foreach (var (field, message) in form.Wrong)
        {
            ModelState.AddModelError(field, message.In(words));
        }

        if (change is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        return await work.ProposeAsync(await administrator.IdAsync(cancellation), change, cancellation)
            ? new SeeOther("/admin")
            : Forbid();
    }
}
