using System.Linq.Expressions;
using System.Net;
using Civic.Browsing;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>The whole house with its gateway, and a citizen whose request for 13 copies costs 5,000 đồng.</summary>
internal sealed class ReceiptHouse(StaffHouse house, TestHost gateway) : IAsyncDisposable
{
    private Browser? _citizen;

    internal StaffHouse House => house;

    internal string Code { get; private set; } = "";

    internal static async Task<ReceiptHouse> StartAsync(
        DatabaseKind kind = DatabaseKind.Sqlite, params (string Key, string Value)[] more)
    {
        var house = await StaffHouse.StartAsync(kind, more);
        return new ReceiptHouse(house, await house.StartPaymentsAsync());
    }

    internal async Task<Browser> CitizenAsync() => _citizen ??= await house.SignInAsync("an");

    /// <summary>Asks for a certificate and is led to the gateway.</summary>
    internal async Task<PaymentOrder> AsksAsync()
    {
        var form = await (await CitizenAsync()).GoAsync(house.Judicial.Address + "/requests/new");
        Code = SubmissionTests.CodeOf(await SubmissionTests.SubmitAsync(form, copies: 13));
        return await house.QueryAsync(d => d.PaymentOrders.AsNoTracking().SingleAsync());
    }

    internal async Task PaysAsync()
    {
        await AsksAsync();
        var page = await (await SeesAsync()).FormWithButton("Thanh toán").SendAsync();
        (await page.FormWithButton("Trả tiền").Press("pay").SendAsync()).MustBe();
    }

    internal async Task<Page> SeesAsync() =>
        (await (await CitizenAsync()).GoAsync($"{house.Judicial.Address}/requests/{Code}")).MustBe();

    internal async Task GetsBackAsync()
    {
        await (await SeesAsync()).Form("form[action$='Withdraw']").SendAsync();
        await WorkerRunsAsync();
    }

    internal Task WorkerRunsAsync() =>
        house.Judicial.Services.GetRequiredService<PaymentWorker>().RunOnceAsync(CancellationToken.None);

    internal async Task GatewaySaysAsync(PaymentOrder order, string status, long amount)
    {
        using var answer = await new TheGateway(house.Judicial, gateway).SaysAsync(order, status, amount);
        answer.EnsureSuccessStatusCode();
    }

    internal Task<Receipt[]> ReceiptsAsync() =>
        house.QueryAsync(d => d.Receipts.AsNoTracking().OrderBy(r => r.Number).ToArrayAsync());

    internal Task<Guid> DossierIdAsync() => house.QueryAsync(d => d.Dossiers.Select(x => x.Id).SingleAsync());

    internal Task<Paper> IssuedAsync(string number) => PaperAsync(number, p => p.IssuedAt is not null);

    internal Task<Paper> PaperAsync(string number, Func<Paper, bool> reached) =>
        WaitAsync(number, p => p.AddressNumber == number, reached);

    /// <summary>The notice that cancels the receipt.</summary>
    internal Task<Paper> NoticeAsync(string receipt, Func<Paper, bool> reached) => WaitAsync(
        receipt, p => p.Kind == PaperKind.ReceiptCancellation && p.Wording == receipt, reached);

    internal Task<Paper> CancelledAsync(string receipt) => NoticeAsync(receipt, p => p.IssuedAt is not null);

    private async Task<Paper> WaitAsync(
        string number, Expression<Func<Paper, bool>> which, Func<Paper, bool> reached)
    {
        Paper? last = null;
        for (var i = 0; i < 600; i++)
        {
            last = await house.QueryAsync(d => d.Papers.AsNoTracking().SingleOrDefaultAsync(which));
            if (last is not null && reached(last))
            {
                return last;
            }

            if (last?.RetryAt > house.Clock.GetUtcNow())
            {
                house.Clock.Advance(TimeSpan.FromSeconds(2));
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(last is null
            ? $"There is nothing about {number}."
            : $"{number} is at {PaperTurns.Of(last)}, waits for {last.WaitsFor}.");
    }

    /// <summary>What anybody is told about the number; null where nothing was ever issued under it.</summary>
    internal async Task<string?> PublicPageAsync(string number)
    {
        using var answer = await house.Signing.Http.GetAsync($"/v/{number}");
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.Content.ReadAsStringAsync();
    }

    internal async Task<(string Issued, string Status)> ValidateAsync(Paper paper) =>
        await ThePapers.ValidateAsync(house, await ThePapers.FileAsync(house, paper));

    internal Task<Page> DownloadsAsync(Browser browser, string number) =>
        browser.GoAsync($"{house.Judicial.Address}/requests/{Code}/papers/{number}.pdf");

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
