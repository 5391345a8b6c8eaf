using Civic.AppHost.House;
using Civic.Browsing;

namespace Civic.AppHost.Demo;

/// <summary>The Department of Justice at work: reception, case officer, division head, director and clerk.</summary>
internal sealed class StaffJourney(RunningHouse house) : IDisposable
{
    private readonly string _site = house.Addresses["judicial"];
    private readonly Actor _reception = new("tiep-nhan");
    private readonly Actor _officer = new("chuyen-vien");
    private readonly Actor _head = new("truong-phong");
    private readonly Actor _director = new("giam-doc");
    private readonly Actor _clerk = new("van-thu");

    internal async Task WorkAsync(IReadOnlyList<string> codes, CancellationToken cancellation)
    {
        await Task.WhenAll(
            new[] { _reception, _officer, _head, _director, _clerk }.Select(a =>
                a.SignInAsync($"{_site}/staff", cancellation)
            )
        );
        foreach (var code in codes)
        {
            await DoAsync(_reception, code, "accept", cancellation);
            await DoAsync(_officer, code, "take", cancellation);
            await DoAsync(_officer, code, "fetch-records", cancellation);
            await DoAsync(_officer, code, "prepare", cancellation);
            await DoAsync(_head, code, "check", cancellation);
            await ApproveAsync(code, cancellation);
        }

        await SealAsync(codes, cancellation);
    }

    public void Dispose()
    {
        foreach (var actor in new[] { _reception, _officer, _head, _director, _clerk })
        {
            actor.Dispose();
        }
    }

    /// <summary>The director's own login approves exactly the file that was shown.</summary>
    private async Task ApproveAsync(string code, CancellationToken cancellation)
    {
        var list = await DoAsync(_director, code, "approve", cancellation);
        var signed = await _director.SignInAsync($"{list.Address}/sign", cancellation);
        if (!signed.Address.AbsolutePath.StartsWith("/staff/dossiers/", StringComparison.Ordinal))
        {
            throw new HouseFailure($"'approve' on dossier {code} was not taken: {signed.Text}");
        }
    }

    /// <summary>Opens the dossier by its code and presses the button of one action.</summary>
    private async Task<Page> DoAsync(Actor who, string code, string action, CancellationToken cancellation)
    {
        var form = $"form[action$='/{action}']";
        var page = (
            await who.Browser.GoAsync($"{_site}/staff?code={Uri.EscapeDataString(code)}", cancellation)
        ).MustBe();
        if (!page.Has(form))
        {
            throw new HouseFailure($"{who.Persona.Id} finds no '{action}' on dossier {code}: {page.Text}");
        }

        var answer = (await page.Form(form).SendAsync(cancellation)).MustBe();
        if (answer.Has("#told[data-kind=danger]"))
        {
            throw new HouseFailure($"'{action}' on dossier {code} was refused: {answer.TextOf("#told")}");
        }

        return answer;
    }

    /// <summary>The clerk's action comes once the director's signature stands on every certificate.</summary>
    private async Task SealAsync(IReadOnlyList<string> codes, CancellationToken cancellation)
    {
        var page = await _clerk.WaitForAsync(
            $"{_site}/staff/seals",
            p => codes.All(c => Lists(p, c)),
            "the certificates to be sealed",
            cancellation
        );
        await _clerk.SendAsync(page, p => p.Form("form[action='/staff/seals']"), cancellation);
    }

    private static bool Lists(Page page, string code) =>
        page.TextsOf("form[action='/staff/seals'] td").Any(t => t == code);
}
