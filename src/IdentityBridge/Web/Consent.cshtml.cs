using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Consent;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web;

/// <summary>What the person is asked: by whom, for which claims, why.</summary>
internal sealed record AskedConsent(
    string PersonName, Bilingual ClientName, IReadOnlyList<ReleasedClaim> Claims, IReadOnlyList<AskedClaim> Named,
    string? StaffTitle)
{
    /// <summary>For whom the person acts; null for themselves.</summary>
    public Representation? By { get; init; }
}

internal sealed class ConsentModel(
    Logins logins, ConsentDecision decision, ReleaseContext context, StaffDirectory staff, IdentityDbContext database,
    CivicSettings settings) : PageModel
{
    /// <summary>What the fields of voluntary claims are called: this and the claim's name.</summary>
    internal const string Field = "voluntary.";

    /// <summary>Whom this page showed as acted for: the yes is to that and to nothing else.</summary>
    internal const string ChoiceField = "choice";

    public RefusalTexts Refusal { get; } = RefusalTexts.LoginNotFound;

    public AskedConsent? Asked { get; private set; }

    /// <summary>The person may go back and choose for whom.</summary>
    public bool IsChoiceOffered { get; private set; }

    /// <summary>Another page of this browser chose otherwise before the answer came.</summary>
    public bool IsChanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, bool changed, CancellationToken cancellation)
    {
        IsChanged = changed;
        if (await FindAsync(id, cancellation) is not { } login)
        {
            return NotFoundPage();
        }

        await AskAsync(login, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } login)
        {
            return NotFoundPage();
        }

        var address = Request.Form["decision"] == "approve"
            ? await decision.ApproveAsync(
                login, new(Devices.Of(Request.Headers.UserAgent), Ticked(), Choice()), cancellation)
            : await decision.DenyAsync(login, cancellation);
        if (address is null)
        {
            return NotFoundPage();
        }

        return new SeeOther(address);
    }

    private Task<LoginTransaction?> FindAsync(Guid id, CancellationToken cancellation) =>
        logins.FindAsync(id, BrowserSecret.Read(HttpContext, settings), cancellation);

    private List<string> Ticked() => [.. Request.Form.Keys
        .Where(k => k.StartsWith(Field, StringComparison.Ordinal)).Select(k => k[Field.Length..])];

    private Guid? Choice() => Guid.TryParse(Request.Form[ChoiceField], out var choice) ? choice : null;

    private PageResult NotFoundPage()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task AskAsync(LoginTransaction login, CancellationToken cancellation)
    {
        var by = logins.RepresentationOf(login);
        var request = AuthorizationRequest.FromJson(login.Request);
        var identity = logins.IdentityOf(login);
        var client = context.Clients.Find(login.ClientId)!;
        var member = by is not null ? null : await staff.FindAsync(
            database, identity.NationalId, client.Agency, context.Clock.TodayInVietnam(), cancellation);
        Asked = new AskedConsent(
            identity.Name, client.Name, [.. ScopeCatalogue.Released.Where(r => request.Scopes.Contains(r.Scope))],
            [.. AskedClaims.Of(request, client).Where(a => a.OwnWords is not null || a.WithProof
                || !request.Scopes.Contains(ScopeCatalogue.ScopeOf(a.Name)!))],
            member is null ? null : $"{member.Title} – {member.Unit}")
        {
            By = by,
        };
        IsChoiceOffered = ChildChoice.IsOffered(request, identity);
    }
}
