using Civic.Visiting;
using Microsoft.Playwright;

namespace Civic.Journeys.Tests;

/// <summary>The request's form as somebody fills it in who asks for a Phiếu số 2 about themselves.</summary>
internal static class RequestByHand
{
    internal static async Task FillAsync(IPage page, string persona, int paperCopies)
    {
        var born = Sandbox.Personas.ById(persona).BirthDate.AddYears(14);
        await page.CheckAsync("input[name='Form.Kind'][value='2']");
        await page.CheckAsync("input[name='Form.ConfirmBan'][value='no']");
        await page.SelectOptionAsync("select[name='Form.Purpose']", "own-record");
        await page.FillAsync("input[name='Form.Residences[0].From']", $"{born:MM/yyyy}");
        await page.FillAsync("input[name='Form.Phone']", "0900000001");
        await page.FillAsync("input[name='Form.PaperCopies']", $"{paperCopies}");
        await page.CheckAsync("input[name='Form.Delivery'][value='counter']");
    }

    /// <summary>From the page that shows what will be sent; the code of the request.</summary>
    internal static async Task<string> SendAsync(Visitor citizen)
    {
        await citizen.Page.CheckAsync("#undertaken");
        await citizen.PressAsync("#submit button[type=submit]");
        return new Uri(citizen.Page.Url).Segments[^1];
    }
}
