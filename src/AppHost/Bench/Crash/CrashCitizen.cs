using System.Globalization;
using Civic.AppHost.House;
using Civic.Browsing;

namespace Civic.AppHost.Bench.Crash;

/// <summary>Asks for one certificate after the other, pays where something is due, until asking is over.</summary>
internal sealed class CrashCitizen(
    string persona, int copies, string site, CrashRecord record, CancellationToken asking)
    : CrashPerson(persona, record)
{
    private readonly CrashRecord _record = record;
    private string? _code;

    protected override async Task<bool> OnceAsync(CancellationToken cancellation)
    {
        _code ??= await FindOpenAsync(cancellation);
        if (_code is not null)
        {
            await FollowAsync(_code, cancellation);
            return true;
        }

        if (asking.IsCancellationRequested)
        {
            return false;
        }

        await AskAsync(cancellation);
        return true;
    }

    /// <summary>A request whose confirmation was lost is found on the person's own page.</summary>
    private async Task<string?> FindOpenAsync(CancellationToken cancellation)
    {
        var page = (await Actor.SignInAsync($"{site}/requests", cancellation)).MustBe();
        foreach (var code in page.TextsOf("main article h2 a"))
        {
            var request = (await Actor.Browser.GoAsync($"{site}/requests/{code}", cancellation)).MustBe();
            var returned = StateOf(request) == 10;
            _record.Saw(code, returned);
            if (!returned)
            {
                return code;
            }
        }

        return null;
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        var review = await PlainRequest.ReviewAsync(Actor, site, copies, cancellation);
        var sent = await Actor.SendAsync(
            review, p => p.Form("#submit").Fill("undertaken", "true"), cancellation);
        var code = sent.Address.Segments[^1].Trim('/');
        if (!code.StartsWith('H'))
        {
            throw new HouseFailure($"The request was not taken: {sent.Text}");
        }

        _record.Saw(code, returned: false);
        _code = code;
    }

    private async Task FollowAsync(string code, CancellationToken cancellation)
    {
        var page = (await Actor.SignInAsync($"{site}/requests/{code}", cancellation)).MustBe();
        switch (StateOf(page))
        {
            case 10:
                _record.Saw(code, returned: true);
                _code = null;
                break;
            case 6 when page.Has("form[action$='handler=Pay']"):
                var gateway = await page.Form("form[action$='handler=Pay']").SendAsync(cancellation);
                if (gateway.Has("button[value=pay]"))
                {
                    await gateway.Form("form:has(button[value=pay])").Press("pay").SendAsync(cancellation);
                }

                break;
        }
    }

    private static int StateOf(Page page) => int.Parse(
        page.Document.QuerySelectorAll("ol.civic-steps li[data-state]") is { Length: > 0 } steps
            ? steps[^1].GetAttribute("data-state")!
            : throw new HouseFailure($"{page} shows no state."),
        CultureInfo.InvariantCulture);
}
