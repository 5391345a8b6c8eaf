using Civic.AppHost.House;

namespace Civic.AppHost.Demo;

/// <summary>
/// A citizen looks at the record, has a signed summary made, lets a clinic read and stops it again; the clinic's system
/// tries before, during and after.
/// </summary>
internal sealed class HealthJourney(RunningHouse house, string folder)
{
    private const string SummaryFile = "tom-tat-suc-khoe.pdf";
    private const string ReceiptFile = "tom-tat-suc-khoe.receipt.json";
    private const string BundleFile = "ips-bundle.json";
    private readonly string _site = house.Addresses["health"];

    internal async Task<DemoHealth> WalkAsync(CancellationToken cancellation)
    {
        var clinic = Clinic.All[0];
        using var citizen = new Actor("an");
        using var system = new ClinicSystem(house, clinic);
        (await citizen.SignInAsync($"{_site}/ho-so", cancellation)).MustBe();

        var (before, _) = await system.ReadSummaryAsync(citizen.Persona, cancellation);
        await ConsentAsync(citizen, $"/ho-so/dong-y/{clinic.FacilityCode}", agree: true, cancellation);
        var (during, bundle) = await system.ReadSummaryAsync(citizen.Persona, cancellation);
        await ConsentAsync(citizen, $"/ho-so/dong-y/{clinic.FacilityCode}/rut", agree: false, cancellation);
        var (after, _) = await system.ReadSummaryAsync(citizen.Persona, cancellation);

        await File.WriteAllBytesAsync(Path.Combine(folder, BundleFile), bundle, cancellation);
        await File.WriteAllBytesAsync(
            Path.Combine(folder, SummaryFile), await SignedSummaryAsync(citizen, cancellation), cancellation);
        return new DemoHealth(SummaryFile, BundleFile, before, during, after);
    }

    private async Task ConsentAsync(Actor citizen, string path, bool agree, CancellationToken cancellation)
    {
        var page = (await citizen.Browser.GoAsync(_site + path, cancellation)).MustBe();
        var form = page.Form($"main form[method=post]:not([action='/language'])");
        if (agree)
        {
            form.Fill("Agreed", "true");
        }

        (await form.SendAsync(cancellation)).MustBe();
    }

    private async Task<byte[]> SignedSummaryAsync(Actor citizen, CancellationToken cancellation)
    {
        const string link = "a[href^='/ho-so/tom-tat/']";
        var page = (await citizen.Browser.GoAsync($"{_site}/ho-so/tom-tat", cancellation)).MustBe();
        (await page.Form("main form[method=post]").SendAsync(cancellation)).MustBe();
        var ready = await citizen.WaitForAsync(
            $"{_site}/ho-so/tom-tat", p => p.Has(link), "the signed summary", cancellation);
        var receipt = (await ready.FollowFirstAsync($"{link}[href$='.json']", cancellation)).MustBe().Body;
        await File.WriteAllBytesAsync(Path.Combine(folder, ReceiptFile), receipt, cancellation);
        return (await ready.FollowFirstAsync($"{link}[href$='.pdf']", cancellation)).MustBe().Body;
    }
}
