using System.Globalization;
using Civic.AppHost.House;
using Civic.Browsing;

namespace Civic.AppHost.Demo;

/// <summary>What a citizen asks for in the demo.</summary>
internal sealed record Wish(string Persona, int Kind, int Copies, string Purpose)
{
    internal string KindName => $"phieu-lltp-{Kind}";

    internal string File => $"{KindName}.pdf";

    /// <summary>Beside it, for ./civic verify --head.</summary>
    internal string ReceiptFile => $"{KindName}.receipt.json";
}

/// <summary>A citizen asks for a certificate, pays what is due, and later finds it on the page.</summary>
internal sealed class CitizenJourney(RunningHouse house, Wish wish, string folder) : IDisposable
{
    private readonly Actor _citizen = new(wish.Persona);
    private readonly string _site = house.Addresses["judicial"];
    private DemoFee? _fee;

    internal string Code { get; private set; } = "";

    private string Address => $"{_site}/requests/{Code}";

    /// <summary>From the first click to a paid request.</summary>
    internal async Task AskAsync(CancellationToken cancellation)
    {
        var form = (await _citizen.SignInAsync($"{_site}/requests/new", cancellation)).MustBe();
        var review = (await FillIn(form).Press("review").SendAsync(cancellation)).MustBe();
        if (!review.Has("#submit"))
        {
            throw new HouseFailure($"{wish.Persona} could not go on to the review: {review.Text}");
        }

        var sent = await _citizen.SendAsync(
            review, p => p.Form("#submit").Fill("undertaken", "true"), cancellation);
        Code = sent.Address.Segments[^1].Trim('/');
        _fee = ReadFee((await _citizen.Browser.GoAsync($"{Address}/fee", cancellation)).MustBe());
        if (_fee.Citizen > 0)
        {
            await PayAsync(cancellation);
        }
    }

    /// <summary>Waits for the result, downloads it and reads what the page tells.</summary>
    internal async Task<DemoDossier> CollectAsync(CancellationToken cancellation)
    {
        const string link = "a[href$='/documents/phieu-lltp']";
        var page = await _citizen.WaitForAsync(
            Address, p => p.Has(link) && StatesOf(p)[^1].State == 10, "the certificate", cancellation);
        var file = (await page.FollowFirstAsync(link, cancellation)).MustBe().Body;
        await File.WriteAllBytesAsync(Path.Combine(folder, wish.File), file, cancellation);
        var receipt = (await page.FollowFirstAsync("a[href$='/documents/bien-nhan']", cancellation)).MustBe().Body;
        await File.WriteAllBytesAsync(Path.Combine(folder, wish.ReceiptFile), receipt, cancellation);
        var verification = page.AttributeOf("a[href*='/v/']", "href")!;
        (await _citizen.Browser.GoAsync(verification, cancellation)).MustBe();
        return new DemoDossier(
            Code, wish.KindName, wish.Persona, StatesOf(page), _fee!, wish.File, verification);
    }

    public void Dispose() => _citizen.Dispose();

    private PageForm FillIn(Page page)
    {
        var born = _citizen.Persona.BirthDate.AddYears(14);
        return page.Form("#request")
            .Fill("Form.Kind", wish.Kind.ToString(CultureInfo.InvariantCulture))
            .Fill("Form.ConfirmBan", "no")
            .Fill("Form.Purpose", wish.Purpose)
            .Fill("Form.Residences[0].From", born.ToString("MM/yyyy", CultureInfo.InvariantCulture))
            .Fill("Form.Phone", "0900000000")
            .Fill("Form.PaperCopies", wish.Copies.ToString(CultureInfo.InvariantCulture))
            .Fill("Form.Delivery", "counter");
    }

    private async Task PayAsync(CancellationToken cancellation)
    {
        var page = (await _citizen.Browser.GoAsync(Address, cancellation)).MustBe();
        var gateway = (await page.Form("form[action$='handler=Pay']").SendAsync(cancellation)).MustBe();
        (await gateway.Form("form:has(button[value=pay])").Press("pay").SendAsync(cancellation)).MustBe();
        await _citizen.WaitForAsync(Address, p => StatesOf(p)[^1].State != 6, "the payment", cancellation);
    }

    private static List<DemoState> StatesOf(Page page) =>
    [
        .. from step in page.Document.QuerySelectorAll("ol.civic-steps li[data-state]")
           select new DemoState(
               int.Parse(step.GetAttribute("data-state")!, CultureInfo.InvariantCulture),
               step.QuerySelector("time")!.GetAttribute("datetime")!),
    ];

    private static DemoFee ReadFee(Page page)
    {
        var amounts = page.TextsOf("dl.civic-facts dd").Take(4).Select(Dong).ToArray();
        return amounts.Length == 4
            ? new DemoFee(amounts[0], amounts[1], amounts[2], amounts[3])
            : throw new HouseFailure($"The fee page does not show four amounts: {page.Text}");
    }

    private static long Dong(string text) =>
        long.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
