using System.Text;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

public sealed class PaymentGatewayTests
{
    [Fact]
    public async Task Use_CreateQueryRefund_RepeatsSafelyAndSaysWhatIs()
    {
        await using var house = await CitizenHouse.StartAsync();
        var gateway = GatewayOf(house);
        var order = SomeOrder(house);

        var first = await gateway.CreateAsync(order, default);
        first.ShouldBeOfType<OrderCreation.Created>();
        (await gateway.CreateAsync(order, default)).ShouldBe(first);
        var pending = (OrderQuery.Found)await gateway.QueryAsync(order.OrderId, default);
        pending.State.Status.ShouldBe(GatewayStatus.Pending);
        (await gateway.RefundAsync(Whole(order), default)).ShouldBe(
            new RefundOutcome.Failed(PaymentFailure.Refused)
        );
        await PayAsync((OrderCreation.Created)first);

        ((OrderQuery.Found)await gateway.QueryAsync(order.OrderId, default)).State.Status.ShouldBe(GatewayStatus.Paid);
        var refunded = await gateway.RefundAsync(Whole(order), default);
        refunded.ShouldBeOfType<RefundOutcome.Refunded>().State.Amount.ShouldBe(order.Amount);
        (await gateway.RefundAsync(Whole(order), default)).ShouldBe(refunded);
    }

    [Fact]
    public async Task Use_UnknownOrder_SaysSo()
    {
        await using var house = await CitizenHouse.StartAsync();
        var unknown = Guid.CreateVersion7().ToString();

        (await GatewayOf(house).QueryAsync(unknown, default)).ShouldBeOfType<OrderQuery.NoSuchOrder>();
        (await GatewayOf(house).RefundAsync(new(unknown, unknown, new Money(1)), default)).ShouldBe(
            new RefundOutcome.Failed(PaymentFailure.Unknown)
        );
    }

    [Theory]
    [InlineData(FaultKind.Http5xx, "Unreachable")]
    [InlineData(FaultKind.MalformedBody, "BadAnswer")]
    public async Task Use_GatewayBroken_IsAFailureAndNeverAnAnswer(FaultKind kind, string reason)
    {
        await using var house = await CitizenHouse.StartAsync();
        house.Break(house.Gateway, "/orders", kind);
        var (gateway, order) = (GatewayOf(house), SomeOrder(house));
        var expected = Enum.Parse<PaymentFailure>(reason);

        (await gateway.CreateAsync(order, default)).ShouldBe(new OrderCreation.Failed(expected));
        (await gateway.QueryAsync(order.OrderId, default)).ShouldBe(new OrderQuery.Failed(expected));
        (await gateway.RefundAsync(Whole(order), default)).ShouldBeOfType<RefundOutcome.Failed>();
    }

    [Fact]
    public async Task OpenPage_GatewayDown_SaysThatNothingWasTaken()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        house.Break(house.Gateway, "/orders", FaultKind.Http5xx, 1);

        (await citizen.OpensGatewayAsync()).Text.ShouldContain("Chưa có khoản tiền nào được thu");

        (await citizen.PaysAsync()).MustBe().Address.AbsolutePath.ShouldContain(citizen.Code);
    }

    [Fact]
    public async Task Verify_AnythingButAProof_IsRefusedWithItsReason()
    {
        await using var house = await CitizenHouse.StartAsync();
        var (gateway, signer) = (GatewayOf(house), new TheGateway(house.Judicial, house.Gateway));
        var body = TheGateway.BodyOf(Guid.CreateVersion7(), "paid", 5_000);
        var other = TheGateway.BodyOf(Guid.CreateVersion7(), "paid", 5_000);
        var good = signer.Sign(body);
        var value = good.Split('.')[2];
        var words = Encoding.UTF8.GetBytes("\"paid\"");
        (string? Signature, byte[] Body, string Code)[] refused =
        [
            (null, body, "missing"),
            ("", body, "missing"),
            ("x", body, "malformed"),
            (good.Replace("..", $".{Base64UrlEncoder.Encode(body)}.", StringComparison.Ordinal), body, "malformed"),
            (With("""{"alg":"none","kid":"k"}""", value), body, "malformed"),
            (With("""{"alg":"ES256","kid":"k","crit":["exp"]}""", value), body, "malformed"),
            (With("""{"alg":"ES256"}""", value), body, "malformed"),
            (TheGateway.SignByAnother(body), body, "unknown-key"),
            (signer.Forge(body), body, "bad-signature"),
            (good, other, "bad-signature"),
            (signer.Sign(words), words, "malformed"),
        ];

        foreach (var (signature, content, code) in refused)
        {
            (await gateway.VerifyAsync(signature, content, default)).ShouldBe(
                new NotificationCheck.Refused(code),
                signature
            );
        }

        var proved = await gateway.VerifyAsync(good, body, default);
        proved.ShouldBeOfType<NotificationCheck.Genuine>().State.Amount.ShouldBe(new Money(5_000));
    }

    private static string With(string header, string value) => $"{Base64UrlEncoder.Encode(header)}..{value}";

    private static GatewayRefund Whole(GatewayOrder order) => new(order.OrderId, order.OrderId, order.Amount);

    private static PaymentGateway GatewayOf(CitizenHouse house) =>
        house.Judicial.Services.GetRequiredService<PaymentGateway>();

    private static GatewayOrder SomeOrder(CitizenHouse house) =>
        new(
            Guid.CreateVersion7().ToString(),
            new Money(5_000),
            "-",
            house.Judicial.Address + "/",
            house.Judicial.Address + "/payments/notifications"
        );

    private static async Task PayAsync(OrderCreation.Created order)
    {
        using var browser = new Browsing.Browser();
        await (await browser.GoAsync(order.PayUrl.AbsoluteUri)).FormWithButton("Trả tiền").Press("pay").SendAsync();
    }
}
