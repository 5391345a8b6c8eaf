using System.Net;
using Civic.Browsing;
using Civic.JudicialRecords.Delivery;
using Civic.JudicialRecords.Payments;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Citizen;

public sealed class PaymentJourneyTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Pay_ThirteenCopies_GoesOnWithAReceiptAndIsRefundedOnWithdrawal(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var page = await SubmissionTests.SubmitAsync(
            await house.SignedInAsync(browser, "an", "/requests/new"),
            copies: 13
        );
        page.Text.ShouldContain("5.000 đ");

        page = await page.FormWithButton("Thanh toán").SendAsync();
        page = await page.FormWithButton("Trả tiền").Press("pay").SendAsync();
        page = await browser.GoAsync($"{house.Judicial.Address}{PathOf(house, browser)}/paid");

        page.MustBe().Text.ShouldContain("BL-2024-0000001");
        page.Text.ShouldContain("Mới đăng ký");
        page = await page.FormWithButton("Rút hồ sơ").SendAsync();
        page.Text.ShouldContain("Công dân yêu cầu rút hồ sơ");
        await house
            .Judicial.Services.GetRequiredService<PaymentWorker>()
            .RunOnceAsync(TestContext.Current.CancellationToken);
        (await house.QueryAsync(d => d.PaymentOrders.Select(o => o.Status).SingleAsync())).ShouldBe(
            PaymentStatus.Refunded
        );
    }

    [Fact]
    public async Task Submit_AnyRequest_CitizenIsToldByEveryChannel()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        await SubmissionTests.SubmitAsync(await house.SignedInAsync(browser, "an", "/requests/new"));

        await house
            .Judicial.Services.GetRequiredService<DeliveryWorker>()
            .RunOnceAsync(TestContext.Current.CancellationToken);

        // The host's own worker may have leased them a moment earlier.
        var sent = await house.QueryAsync(d => d.Messages.ToListAsync());
        for (var i = 0; i < 100 && sent.Any(m => m.SentAt is null); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            sent = await house.QueryAsync(d => d.Messages.ToListAsync());
        }

        sent.Select(m => m.Channel).ShouldBe([MessageChannel.VneidInbox, MessageChannel.Sms], ignoreOrder: true);
        sent.ShouldAllBe(m => m.SentAt != null);
    }

    [Fact]
    public async Task Cancel_UnpaidRequest_LeavesRoomForANewOne()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await SubmissionTests.SubmitAsync(
            await house.SignedInAsync(browser, "an", "/requests/new"),
            copies: 13
        );

        await page.FormWithButton("Hủy hồ sơ").SendAsync();

        page = await SubmissionTests.SubmitAsync(await browser.GoAsync(house.Judicial.Address + "/requests/new"));
        page.MustBe().Text.ShouldContain("Mới đăng ký");
    }

    [Fact]
    public async Task Notify_WithoutTheGatewaysSignature_IsRefusedWithAStableCode()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var body = new StringContent("{}");

        var answer = await house.Judicial.Http.PostAsync(
            "/payments/notifications",
            body,
            TestContext.Current.CancellationToken
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(
            "civic:judicial:payment-notice-not-genuine"
        );
    }

    private static string PathOf(CitizenHouse house, Browser browser) =>
        browser
            .Visits.Last(v =>
                v.Address.AbsoluteUri.StartsWith(house.Judicial.Address + "/requests/H26", StringComparison.Ordinal)
            )
            .Address.AbsolutePath.Replace("/paid", "", StringComparison.Ordinal);
}
