using Civic.Browsing;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.Sandbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>A citizen with a request for 13 copies, of which 5,000 đồng are theirs to pay.</summary>
internal sealed class PayingCitizen : IDisposable
{
    private readonly CitizenHouse _house;
    private readonly Browser _browser = new();

    private PayingCitizen(CitizenHouse house) => _house = house;

    internal string Code { get; private set; } = "";

    internal static async Task<PayingCitizen> StartAsync(CitizenHouse house)
    {
        var citizen = new PayingCitizen(house);
        var form = await house.SignedInAsync(citizen._browser, "an", "/requests/new");
        citizen.Code = SubmissionTests.CodeOf(await SubmissionTests.SubmitAsync(form, copies: 13));
        return citizen;
    }

    internal Task<Page> SeesAsync() => _browser.GoAsync($"{_house.Judicial.Address}/requests/{Code}");

    internal async Task<Page> OpensGatewayAsync() =>
        await (await SeesAsync()).FormWithButton("Thanh toán").SendAsync();

    internal async Task<Page> PaysAsync() =>
        await (await OpensGatewayAsync()).FormWithButton("Trả tiền").Press("pay").SendAsync();

    /// <summary>Pays, while neither a notification comes nor the gateway answers when asked.</summary>
    internal async Task<Page> PaysUnheardAsync()
    {
        var page = await OpensGatewayAsync();
        _house.Break(_house.Gateway, "/notify", FaultKind.Timeout, 1);
        _house.Break(_house.Gateway, "/orders", FaultKind.Http5xx, 1);
        return await page.FormWithButton("Trả tiền").Press("pay").SendAsync();
    }

    internal async Task<Page> WithdrawsAsync() =>
        await (await SeesAsync()).Form("form[action$='Withdraw']").SendAsync();

    internal Task<Dossier> DossierAsync() =>
        _house.QueryAsync(d => d.Dossiers.AsNoTracking().Include(x => x.History).SingleAsync(x => x.Code == Code));

    internal Task<PaymentOrder> OrderAsync() =>
        _house.QueryAsync(d => d.PaymentOrders.AsNoTracking().OrderByDescending(o => o.CreatedAt).FirstAsync());

    /// <summary>The effects of all that was kept, once there are that many.</summary>
    internal async Task<string[]> EffectsAsync(int atLeast)
    {
        for (var i = 0; ; i++)
        {
            var kept = await _house.QueryAsync(d =>
                d.PaymentNotices.AsNoTracking().OrderBy(n => n.Id).Select(n => n.Effect).ToArrayAsync()
            );
            if (kept.Length >= atLeast)
            {
                return kept;
            }

            if (i == 200)
            {
                throw new TimeoutException($"{kept.Length} of {atLeast} notices were kept.");
            }

            await Task.Delay(50);
        }
    }

    internal Task WorkerRunsAsync() =>
        _house.Judicial.Services.GetRequiredService<PaymentWorker>().RunOnceAsync(CancellationToken.None);

    public void Dispose() => _browser.Dispose();
}
