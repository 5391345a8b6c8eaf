using Civic.AppHost.House;
using Civic.Browsing;
using Civic.Sandbox;

namespace Civic.AppHost.Demo;

/// <summary>A persona at a browser: signs in through the bridge at VNeID as everybody does.</summary>
internal sealed class Actor(string personaId) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal Persona Persona { get; } = Personas.ById(personaId);

    internal Browser Browser { get; } = new();

    /// <summary>
    /// Opens an address that needs a login, signs in with number and passcode, agrees, and is where it led.
    /// </summary>
    internal async Task<Page> SignInAsync(string address, CancellationToken cancellation)
    {
        var page = (await Browser.GoAsync(address, cancellation)).MustBe();
        if (page.Has("input[name=Passcode]"))
        {
            page = (
                await page.Form("form:has(input[name=Passcode])")
                    .Fill("Number", Persona.Number.Value)
                    .Fill("Passcode", Persona.Passcode)
                    .Press("passcode")
                    .SendAsync(cancellation)
            ).MustBe();
        }

        return page.Has("button[name=decision]")
            ? (await page.Form("form:has(button[name=decision])").Press("approve").SendAsync(cancellation)).MustBe()
            : page;
    }

    /// <summary>Sends a page's form; where that needs a fresh login, logs in and sends it again.</summary>
    internal async Task<Page> SendAsync(Page page, Func<Page, PageForm> form, CancellationToken cancellation)
    {
        var answer = (await form(page).SendAsync(cancellation)).MustBe();
        return await BackFromSigningInAnewAsync(answer, cancellation) is { } back
            ? (await form(back).SendAsync(cancellation)).MustBe()
            : answer;
    }

    /// <summary>
    /// Signs in again where an answer asks for it: the page to which that leads, null where nothing was asked.
    /// </summary>
    internal async Task<Page?> BackFromSigningInAnewAsync(Page answer, CancellationToken cancellation)
    {
        const string anew = "#sign-in-again";
        return answer.Has(anew)
            ? await SignInAsync(new Uri(answer.Address, answer.AttributeOf(anew, "href")).ToString(), cancellation)
            : null;
    }

    /// <summary>Looks at a page again and again, as its live part does, until it says what is waited for.</summary>
    /// <exception cref="HouseFailure">It did not within 60 s.</exception>
    internal async Task<Page> WaitForAsync(
        string address,
        Func<Page, bool> condition,
        string what,
        CancellationToken cancellation
    )
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (true)
        {
            var page = (await Browser.GoAsync(address, cancellation)).MustBe();
            if (condition(page))
            {
                return page;
            }

            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new HouseFailure(
                    $"{Persona.Id} waited {Patience.TotalSeconds:0} s for {what}; the page says: {page.Text}"
                );
            }

            await Task.Delay(150, cancellation);
        }
    }

    public void Dispose() => Browser.Dispose();
}
