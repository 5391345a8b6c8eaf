using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.IdentityBridge.Web;

/// <summary>For oneself or for a child: asked where the service takes both.</summary>
[EnableRateLimiting(RateLimits.Login)]
internal sealed class RepresentModel(
    Logins logins, ChildChoice choice, ClientRegistry clients, Words words, CivicSettings settings) : PageModel
{
    /// <summary>In the order of the page.</summary>
    internal static readonly string[] Fields = [nameof(Number), nameof(Name), nameof(BirthDate)];

    public RefusalTexts Refusal { get; } = RefusalTexts.LoginNotFound;

    public bool IsOpen { get; private set; }

    public string PersonName { get; private set; } = "";

    public Bilingual ClientName { get; private set; } = new("", "");

    /// <summary>The service takes children below this age.</summary>
    public int Age { get; private set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? BirthDate { get; set; }

    public ChildOutcome? Outcome { get; private set; }

    /// <summary>What was chosen before does not hold any more.</summary>
    public bool IsAgain { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, bool again, CancellationToken cancellation)
    {
        IsAgain = again;
        await FindAsync(id, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? act, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } login)
        {
            return Page();
        }

        if (act != "child")
        {
            await choice.ForOneselfAsync(login, cancellation);
            return new SeeOther($"/consent/{id}");
        }

        if (Read() is not { } child)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        Outcome = await choice.ForChildAsync(login, child, cancellation);
        Response.StatusCode = Outcome switch
        {
            ChildOutcome.NotReached => StatusCodes.Status503ServiceUnavailable,
            ChildOutcome.Chosen => StatusCodes.Status200OK,
            _ => StatusCodes.Status403Forbidden,
        };
        return Outcome == ChildOutcome.Chosen ? new SeeOther($"/consent/{id}") : Page();
    }

    private StatedSomebody? Read()
    {
        if (!CitizenId.TryParse(Number?.Replace(" ", "", StringComparison.Ordinal), out var number))
        {
            Problem(nameof(Number), "Nhập số định danh cá nhân của trẻ: 12 chữ số, ba số đầu là mã tỉnh.",
                "Enter the child's personal ID number: 12 digits, the first three name the province.");
        }

        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 100 || Name.Any(char.IsControl))
        {
            Problem(nameof(Name), "Nhập họ và tên của trẻ.", "Enter the child's full name.");
        }

        if (!PartialDate.TryRead(BirthDate, out var born) || born.Year < 1900)
        {
            Problem(nameof(BirthDate),
                "Nhập ngày sinh của trẻ dạng NGÀY/THÁNG/NĂM, ví dụ 03/04/2017; giấy tờ chỉ ghi năm thì nhập năm.",
                "Enter the child's date of birth as DAY/MONTH/YEAR, such as 03/04/2017, or the year alone.");
        }

        return ModelState.IsValid ? new(number.Value, Name!.Trim(), born) : null;
    }

    private void Problem(string field, string vi, string en) => ModelState.AddModelError(field, words[vi, en]);

    private async Task<LoginTransaction?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var login = await logins.FindAsync(id, BrowserSecret.Read(HttpContext, settings), cancellation);
        if (login is null || clients.Find(login.ClientId) is not { RepresentsBelowAge: { } age } client
            || !ChildChoice.IsOffered(AuthorizationRequest.FromJson(login.Request), logins.IdentityOf(login)))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        (IsOpen, Age, ClientName, PersonName) = (true, age, client.Name, logins.IdentityOf(login).Name);
        return login;
    }
}
