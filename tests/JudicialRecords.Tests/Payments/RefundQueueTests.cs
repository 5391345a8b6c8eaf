using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.Shared.Identity;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>What is kept, and what the gateway refuses to give back, does not stand before other refunds.</summary>
public sealed class RefundQueueTests
{
    /// <summary>More than a round takes at once.</summary>
    private const int Many = 120;

    [Theory, ClassData(typeof(Databases))]
    public async Task Refund_BehindManyThatAreKept_IsAskedForInTheFirstRound(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var citizen = await PayingCitizen.StartAsync(house);
        await PaidBeforeAsync(house, PaymentStatus.Paid);
        await citizen.PaysAsync();
        await citizen.WithdrawsAsync();

        await citizen.WorkerRunsAsync();

        (await citizen.OrderAsync()).Status.ShouldBe(PaymentStatus.Refunded);
        (await CountAsync(house, PaymentStatus.Paid)).ShouldBe(Many, "work had begun: the fee is kept");
        (await house.QueryAsync(d => Task.FromResult(d.PaymentOrders.Count(o => o.KeptAt != null))))
            .ShouldBe(Many, "and they are not looked at again");
    }

    [Fact]
    public async Task Refund_BehindManyThatTheGatewayRefuses_ComesToItsTurn()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var citizen = await PayingCitizen.StartAsync(house);
        await PaidBeforeAsync(house, PaymentStatus.RefundAsked);
        await citizen.PaysAsync();
        await citizen.WithdrawsAsync();

        for (var round = 0; round < 3; round++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await citizen.WorkerRunsAsync();
        }

        (await citizen.OrderAsync()).Status.ShouldBe(PaymentStatus.Refunded);
        (await CountAsync(house, PaymentStatus.RefundAsked)).ShouldBe(Many, "the gateway knows none of them");
    }

    private static Task<int> CountAsync(CitizenHouse house, PaymentStatus status) =>
        house.QueryAsync(d => Task.FromResult(d.PaymentOrders.Count(o => o.Status == status)));

    /// <summary>A request withdrawn after work on it had begun, with that many orders in this state.</summary>
    private static Task<int> PaidBeforeAsync(CitizenHouse house, PaymentStatus status) =>
        house.QueryAsync(async database =>
        {
            var before = house.Clock.GetUtcNow().AddDays(-2);
            var dossier = new Dossier
            {
                Code = "H26.1-240903-9999",
                RequesterSubject = "somebody",
                PersonNumber = CitizenId.Parse("001090999001"),
                Kind = CertificateKind.Number1,
                DeclarationJson = "{}",
                Channel = Channel.VneidOnline,
                RequesterLevel = AssuranceLevel.Level2,
                SubmittedAt = before,
            };
            dossier.Assess(new(5_000), Money.Zero, Money.Zero, new(5_000), "{}", decided: true);
            dossier.PaidAt = before;
            dossier.MoveTo(DossierState.Registered, before, "system");
            dossier.MoveTo(DossierState.Received, before, "officer");
            dossier.ReceivedAt = before;
            dossier.MoveTo(DossierState.InProgress, before, "officer");
            dossier.MoveTo(DossierState.Withdrawn, before, "somebody");
            database.Dossiers.Add(dossier);
            for (var i = 0; i < Many; i++)
            {
                database.PaymentOrders.Add(new PaymentOrder
                {
                    DossierId = dossier.Id,
                    Amount = new Money(5000),
                    Held = new Money(5000),
                    CreatedAt = before.AddSeconds(i),
                    PaidAt = before.AddSeconds(i),
                    Status = status,
                });
            }

            return await database.SaveChangesAsync();
        });
}
