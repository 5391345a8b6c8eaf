using System.Net;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>What the gateway says comes twice, late, in any order, wrong, forged or never: money counts once.</summary>
public sealed class PaymentNoticeTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Notify_Twice_IsCountedOnce(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var citizen = await PayingCitizen.StartAsync(house);
        house.Break(house.Gateway, "/notify", FaultKind.Duplicate, 1);

        await citizen.PaysAsync();

        (await citizen.EffectsAsync(2)).ShouldBe([Effects.Applied, Effects.Repeated], ignoreOrder: true);
        var dossier = await citizen.DossierAsync();
        dossier.State.ShouldBe(DossierState.Registered);
        dossier.History.Count(h => h.From == DossierState.PaymentAsked).ShouldBe(1);
        (await citizen.OrderAsync()).ReceiptNumber.ShouldBe("BL-2024-0000001");
    }

    [Fact]
    public async Task Notify_AfterTheReturnPage_PageWaitsAndThenGoesOn()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);

        var back = await citizen.PaysUnheardAsync();
        back.Text.ShouldContain("tự cập nhật");
        (await citizen.DossierAsync()).State.ShouldBe(DossierState.PaymentAsked);
        using var answer = await new TheGateway(house.Judicial, house.Gateway).SaysAsync(
            await citizen.OrderAsync(),
            "paid"
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await citizen.SeesAsync()).Text.ShouldContain("BL-2024-0000001");
    }

    [Fact]
    public async Task Notify_Never_ReconciliationAsksTheGateway()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        await citizen.PaysUnheardAsync();

        await citizen.WorkerRunsAsync();
        await citizen.WorkerRunsAsync();

        (await citizen.EffectsAsync(1)).ShouldBe([Effects.Applied]);
        (await citizen.DossierAsync()).State.ShouldBe(DossierState.Registered);
    }

    [Theory]
    [InlineData("cancelled", false)]
    [InlineData("failed", true)]
    public async Task Reconcile_PaidAfterItsEndAndUnheard_IsFoundAndCountsOrGoesBack(string end, bool withdrawn)
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        await citizen.PaysUnheardAsync();
        var order = await citizen.OrderAsync();
        using var answer = await new TheGateway(house.Judicial, house.Gateway).SaysAsync(order, end);
        if (withdrawn)
        {
            await citizen.WithdrawsAsync();
        }

        await citizen.WorkerRunsAsync();
        (await citizen.OrderAsync()).Held.ShouldBe(Money.Zero, "such an order is not asked about every minute");
        house.Clock.Advance(TimeSpan.FromMinutes(61));
        await citizen.WorkerRunsAsync();

        (await citizen.OrderAsync()).Status.ShouldBe(withdrawn ? PaymentStatus.Refunded : PaymentStatus.Paid);
        (await citizen.DossierAsync()).State.ShouldBe(withdrawn ? DossierState.Withdrawn : DossierState.Registered);
    }

    [Theory]
    [InlineData("cancelled", "paid", "failed")]
    [InlineData("failed", "paid", "paid")]
    [InlineData("paid", "cancelled", "failed")]
    public async Task Notify_InAnyOrder_PaidMoneyStandsAndIsCountedOnce(string first, string second, string third)
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        await citizen.OpensGatewayAsync();
        var (order, gateway) = (await citizen.OrderAsync(), new TheGateway(house.Judicial, house.Gateway));

        foreach (var word in (string[])[first, second, third])
        {
            using var answer = await gateway.SaysAsync(order, word);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await citizen.OrderAsync()).Status.ShouldBe(PaymentStatus.Paid);
        var dossier = await citizen.DossierAsync();
        dossier.State.ShouldBe(DossierState.Registered);
        dossier.History.Count(h => h.From == DossierState.PaymentAsked).ShouldBe(1);
        (await citizen.EffectsAsync(3)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Notify_WrongAmount_ReleasesNothingSaysSoAndGoesBack()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        house.Break(house.Gateway, "/notify", FaultKind.PartialMatch, 1);
        await citizen.PaysAsync();
        (await citizen.EffectsAsync(1)).ShouldBe([Effects.WrongAmount]);

        await citizen.WorkerRunsAsync();
        var page = await citizen.SeesAsync();

        page.Text.ShouldContain("đã nhận 2.500 đ");
        page.Text.ShouldContain("không cần trả lần nữa");
        page.Has("form[action$='Pay']").ShouldBeFalse();
        (await citizen.DossierAsync()).State.ShouldBe(DossierState.PaymentAsked);
        await citizen.WithdrawsAsync();
        await citizen.WorkerRunsAsync();
        (await citizen.OrderAsync()).Status.ShouldBe(PaymentStatus.Refunded);
    }

    [Fact]
    public async Task Notify_AfterWithdrawal_MoneyGoesBack()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        await citizen.PaysUnheardAsync();
        await citizen.WithdrawsAsync();

        using var answer = await new TheGateway(house.Judicial, house.Gateway).SaysAsync(
            await citizen.OrderAsync(),
            "paid"
        );
        await citizen.WorkerRunsAsync();

        (await citizen.EffectsAsync(1))[0].ShouldBe(Effects.Late);
        (await citizen.OrderAsync()).Status.ShouldBe(PaymentStatus.Refunded);
        (await citizen.DossierAsync()).State.ShouldBe(DossierState.Withdrawn);
    }

    [Fact]
    public async Task Notify_GivenBackWhilePapersAreAsked_IsOwedAgainOnceTheyCame()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        await citizen.PaysAsync();
        await citizen.EffectsAsync(1);
        await house.QueryAsync(async d =>
        {
            var dossier = await d.Dossiers.Include(x => x.History).SingleAsync();
            dossier.Must(DossierEvent.SupplementAsked, new("officer", house.Clock.GetUtcNow(), "Gửi bản chụp"));
            return await d.SaveChangesAsync();
        });

        using var answer = await new TheGateway(house.Judicial, house.Gateway).SaysAsync(
            await citizen.OrderAsync(), "refunded");
        var page = await (await citizen.SeesAsync()).Form("#supplement form").Fill("text", "Đã gửi").SendAsync();

        (await citizen.DossierAsync()).State.ShouldBe(DossierState.PaymentAsked);
        (await citizen.DossierAsync()).PaidAt.ShouldBeNull();
        page.Has("form[action$='Pay']").ShouldBeTrue();
        await citizen.PaysAsync();
        await citizen.EffectsAsync(3);
        (await citizen.DossierAsync()).State.ShouldBe(DossierState.Registered);
    }

    [Fact]
    public async Task Notify_BadSignature_IsRefusedAndKept()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        await citizen.OpensGatewayAsync();
        var gateway = new TheGateway(house.Judicial, house.Gateway);
        var body = TheGateway.BodyOf((await citizen.OrderAsync()).Id, "paid", 5_000);

        using var answer = await gateway.SendAsync(body, gateway.Forge(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("civic:judicial:payment-notice-not-genuine");
        (await citizen.EffectsAsync(1)).ShouldBe([Effects.BadSignature]);
        (await citizen.DossierAsync()).State.ShouldBe(DossierState.PaymentAsked);
    }

    [Fact]
    public async Task Notify_ManyForged_KeepsAFewAndNoneOfOrdersThatAreNot()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        var gateway = new TheGateway(house.Judicial, house.Gateway);
        var order = (await citizen.OrderAsync()).Id;

        for (var i = 0; i < 30; i++)
        {
            (await gateway.SendAsync(TheGateway.BodyOf(order, "paid", i), null)).Dispose();
            (await gateway.SendAsync(TheGateway.BodyOf(Guid.CreateVersion7(), "paid", i), null)).Dispose();
        }

        (await citizen.EffectsAsync(20)).Length.ShouldBe(20);
    }

    [Fact]
    public async Task Notify_UnknownOrder_IsRefusedWithItsCodeAndKept()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);

        using var answer = await new TheGateway(house.Judicial, house.Gateway).SaysAsync(
            Guid.CreateVersion7(),
            "paid",
            5_000
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("civic:judicial:payment-order-unknown");
        (await citizen.EffectsAsync(1)).ShouldBe([Effects.UnknownOrder]);
    }

    [Fact]
    public async Task Reconcile_ManyAbandonedOrders_StillFindsTheLostOne()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        var first = await citizen.DossierAsync();
        await house.QueryAsync(d =>
        {
            d.PaymentOrders.AddRange(
                Enumerable.Range(1, 60).Select(i => new PaymentOrder
                {
                    DossierId = first.Id,
                    Amount = new Money(5_000),
                    CreatedAt = house.Clock.GetUtcNow().AddMinutes(-i),
                    PayUrl = house.Gateway.Address + "/pay/none",
                })
            );
            return d.SaveChangesAsync();
        });
        var order = await citizen.OrderAsync();
        var gateway = house.Judicial.Services.GetRequiredService<PaymentGateway>();
        var page = house.Judicial.Address + "/";
        var created = (OrderCreation.Created)
            await gateway.CreateAsync(new(order.Id.ToString(), order.Amount, "-", page, page), default);
        await house.QueryAsync(d =>
            d.PaymentOrders.Where(o => o.Id == order.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.PayUrl, created.PayUrl.AbsoluteUri))
        );
        house.Break(house.Gateway, "/notify", FaultKind.Timeout, 1);
        using var browser = new Browsing.Browser();
        await (await browser.GoAsync(created.PayUrl.AbsoluteUri)).FormWithButton("Trả tiền").Press("pay").SendAsync();

        await citizen.WorkerRunsAsync();

        (await citizen.DossierAsync()).State.ShouldBe(DossierState.Registered);
    }
}
