using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Payments;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.VneidApplication;

/// <summary>What was paid in the app against what our own assessment comes to.</summary>
public sealed class PrepaidTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Ask_NotAResident_IsRefusedWithTheNoticeAndTheRefund(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var gateway = await house.StartPaymentsAsync();
        var app = new TheApplication(house);

        var dossier = await app.TakenAsync(new { persona = "uyen" });

        dossier.State.ShouldBe(DossierState.Rejected);
        dossier.History.Single(h => h.To == DossierState.Rejected).Reason!.ShouldContain("khoản 1");
        (await house.QueryAsync(d => d.Papers.Select(p => p.Kind).Order().ToListAsync()))
            .ShouldBe([PaperKind.RefusalNotice, PaperKind.Receipt]);
        (await app.HeldAsync()).ShouldBe(200_000);
        (await app.ToldAsync(dossier.Code, DossierState.Rejected)).ShouldBe([3]);
        await app.WorkerRunsAsync();
        (await app.HeldAsync()).ShouldBe(0);
        (await StatusAsync(gateway, dossier.Code)).ShouldBe("refunded");
        (await app.TakenAsync(new { persona = "uyen" })).State.ShouldBe(DossierState.Rejected);
    }

    [Theory]
    [InlineData(5_000, DossierState.Registered, 5_000, 0)]
    [InlineData(205_000, DossierState.Registered, 5_000, 0)]
    [InlineData(0, DossierState.PaymentAsked, 0, 5_000)]
    [InlineData(3_000, DossierState.PaymentAsked, 3_000, 2_000)]
    public async Task Ask_OtherTotal_OurAssessmentRules(long paid, object state, long kept, long asked)
    {
        await using var house = await StaffHouse.StartAsync();
        await house.StartPaymentsAsync();
        var (app, steps) = (new TheApplication(house), new StaffSteps(house));

        var dossier = await app.TakenAsync(new { persona = "an", copies = 13, total = paid });

        (await app.HeldAsync()).ShouldBe(paid);
        await app.WorkerRunsAsync();
        (await app.HeldAsync()).ShouldBe(kept);
        (dossier.State, dossier.FeeCitizen).ShouldBe(((DossierState)state, new Money(5_000)));
        if (asked > 0)
        {
            (await house.QueryAsync(d => d.PaymentOrders.SingleAsync(o => o.Status == PaymentStatus.Created)))
                .Amount.ShouldBe(new Money(asked));
            await steps.DoesAsync("tiep-nhan", dossier.Id, "take-payment", "cash");
            (await app.HeldAsync()).ShouldBe(5_000);
        }

        await steps.DoesAsync("tiep-nhan", dossier.Id, "accept");
        (await app.DossierAsync(dossier.Code)).State.ShouldBe(DossierState.Received);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Withdraw_AfterAPartWentBack_TheRestGoesBackToo(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var gateway = await house.StartPaymentsAsync();
        var app = new TheApplication(house);
        var dossier = await app.TakenAsync(new { persona = "an", copies = 13, total = 205_000 });
        await app.WorkerRunsAsync();
        (await StatusAsync(gateway, dossier.Code)).ShouldBe("paid", "5,000 of it");
        var citizen = await house.SignInAsync("an");
        var page = await citizen.GoAsync($"{house.Judicial.Address}/requests/{dossier.Code}");

        await page.Form("form[action$='Withdraw']").SendAsync();
        await app.WorkerRunsAsync();

        (await app.HeldAsync()).ShouldBe(0);
        (await StatusAsync(gateway, dossier.Code)).ShouldBe("refunded");
        (await house.QueryAsync(d => d.PaymentOrders.ToListAsync()))
            .ShouldAllBe(o => o.Status == PaymentStatus.Refunded);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Poll_GatewayGaveItBackUnasked_TheFeeIsOwedAgain(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var gateway = await house.StartPaymentsAsync();
        var app = new TheApplication(house);
        var dossier = await app.TakenAsync(new { persona = "an", copies = 13 });
        using var back = await gateway.Http.PostAsJsonAsync($"/orders/{dossier.Code}/refund", new { amount = 5_000 },
            TestContext.Current.CancellationToken);
        house.Clock.Advance(TimeSpan.FromHours(25));

        await app.WorkerRunsAsync();

        (await app.HeldAsync()).ShouldBe(0);
        (await app.DossierAsync(dossier.Code)).State.ShouldBe(DossierState.PaymentAsked);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Pay_TheRestAfterThePartWentBack_ReleasesNothingAndAllIsAskedFor(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var gateway = await house.StartPaymentsAsync();
        var app = new TheApplication(house);
        var dossier = await app.TakenAsync(new { persona = "an", copies = 13, total = 3_000 });
        var citizen = await house.SignInAsync("an");
        var address = $"{house.Judicial.Address}/requests/{dossier.Code}";
        (await citizen.GoAsync(address)).TextOf(".civic-due").ShouldContain("2.000 đ");
        var rest = await (await citizen.GoAsync(address)).FormWithButton("Thanh toán").SendAsync();
        using var back = await gateway.Http.PostAsJsonAsync($"/orders/{dossier.Code}/refund", new { amount = 3_000 },
            TestContext.Current.CancellationToken);
        house.Clock.Advance(TimeSpan.FromHours(25));
        await app.WorkerRunsAsync();
        (await app.HeldAsync()).ShouldBe(0);

        await rest.FormWithButton("Trả tiền").Press("pay").SendAsync();
        await app.WorkerRunsAsync();

        (await app.DossierAsync(dossier.Code)).State.ShouldBe(DossierState.PaymentAsked);
        (await app.HeldAsync()).ShouldBe(0);
        var page = await (await house.SignInAsync("an")).GoAsync(address);
        page.TextOf(".civic-due").ShouldContain("5.000 đ");
        await (await page.FormWithButton("Thanh toán").SendAsync()).FormWithButton("Trả tiền").Press("pay").SendAsync();
        await app.WorkerRunsAsync();
        (await app.DossierAsync(dossier.Code)).State.ShouldBe(DossierState.Registered);
        (await app.HeldAsync()).ShouldBe(5_000);
    }

    [Theory]
    [InlineData("accepted", 0)]
    [InlineData("rejected", 5_000)]
    public async Task Judge_ClaimThatWasPrepaid_SettlesThenAndNotBefore(string judgement, long kept)
    {
        await using var house = await StaffHouse.StartAsync();
        await house.StartPaymentsAsync();
        var (app, steps) = (new TheApplication(house), new StaffSteps(house));
        var dossier = await app.TakenAsync(new { persona = "an", copies = 13, total = 5_000, @class = "EX3" });
        dossier.FeeDecided.ShouldBeFalse();
        await app.WorkerRunsAsync();
        (await app.HeldAsync()).ShouldBe(5_000);

        var page = await steps.DoesAsync("tiep-nhan", dossier.Id, "judge-class", judgement, "Đã xem giấy xác nhận");
        await app.WorkerRunsAsync();

        page.MustBe();
        (await app.HeldAsync()).ShouldBe(kept);
        await steps.DoesAsync("tiep-nhan", dossier.Id, "accept");
        (await app.DossierAsync(dossier.Code)).State.ShouldBe(DossierState.Received);
    }

    [Fact]
    public async Task Create_PaymentThatTheGatewayDoesNotKnow_IsRefusedAndBooksNothing()
    {
        await using var house = await StaffHouse.StartAsync();
        using var caller = new Caller(house, TheClients.Another);
        var request = SomeRequest.Of(await caller.CodeAsync())
            .With("thongTinThanhToan.phiLLTP", "200000").With("thongTinThanhToan.tongPhi", "200000")
            .With("thongTinBienLai", """{"dSKhoanNop":[{"NoiDung":"Phí","SoTien":150000}]}""");

        (await caller.CreateAsync(request)).ErrorDetail.ShouldContain("thongTinBienLai.dSKhoanNop: ");
        request.With("thongTinBienLai", """{"dSKhoanNop":[{"NoiDung":"Phí","SoTien":200000}]}""");
        (await caller.CreateAsync(request)).StatusCode.ShouldBe("03", "the gateway is down");
        var gateway = await house.StartPaymentsAsync();

        (await caller.CreateAsync(request)).ErrorDetail.ShouldContain("trangThaiGD: ");

        (await house.QueryAsync(d => d.PaymentOrders.CountAsync())).ShouldBe(0);
    }

    /// <summary>Every amount held against every fee: nothing is lost, and no more than the fee stays.</summary>
    [Fact]
    public void Split_AnyAmounts_KeepsTheFeeAndGivesBackTheRest()
    {
        for (var held = 1; held <= 12; held++)
        {
            for (var fee = 0; fee <= 12; fee++)
            {
                var order = SomeOrder.PaidBeforehand(Guid.NewGuid(), new Money(held), DateTimeOffset.UnixEpoch);

                var beyond = Prepayments.Split(order, new Money(fee), DateTimeOffset.UnixEpoch);

                PaymentOrder[] orders = beyond is null || beyond == order ? [order] : [order, beyond];
                orders.Sum(o => o.Held.Dong).ShouldBe(held);
                orders.ShouldAllBe(o => o.Held == o.Amount && o.GatewayOrderId == order.Reference);
                orders.Where(o => o.Status == PaymentStatus.Paid).Sum(o => o.Held.Dong).ShouldBe(Math.Min(held, fee));
            }
        }
    }

    private static async Task<string> StatusAsync(TestHost gateway, string code) =>
        (await gateway.Http.GetFromJsonAsync<JsonObject>($"/orders/{code}"))!["status"]!.ToString();
}
