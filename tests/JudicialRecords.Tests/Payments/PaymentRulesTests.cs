using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Payments;

/// <summary>Every order of up to six words: money is counted once, and never both released and given back.</summary>
public sealed class PaymentRulesTests
{
    private static readonly DateTimeOffset Start = new(2024, 9, 3, 2, 0, 0, TimeSpan.Zero);
    private static readonly Money Due = new(5_000);

    private enum Event
    {
        Paid,
        PaidWrong,
        Cancelled,
        Failed,
        CitizenWithdraws,
    }

    [Fact]
    public void Apply_AnyOrderOfUpToSixWords_CountsMoneyOnceAndWhereItBelongs()
    {
        foreach (var events in Sequences(6))
        {
            var (dossier, order) = (SomeDossier(), SomeOrder());
            var (rightMoney, withdrawn, releasedFirst) = (false, false, false);
            var counted = 0;
            foreach (var (what, minute) in events.Select((e, i) => (e, i)))
            {
                if (what == Event.CitizenWithdraws)
                {
                    withdrawn |= dossier.MoveTo(DossierState.Withdrawn, Start, "citizen") is MoveResult.Moved;
                    continue;
                }

                var effect = Tell(order, dossier, what, Start.AddMinutes(minute));
                counted += effect is Effects.Applied or Effects.Late && what == Event.Paid ? 1 : 0;
                rightMoney |= what == Event.Paid;
                releasedFirst |= effect == Effects.Applied && what == Event.Paid;
            }

            var story = string.Join(", ", events);
            counted.ShouldBe(rightMoney ? 1 : 0, story);
            dossier.State.ShouldBe(withdrawn ? DossierState.Withdrawn
                : rightMoney ? DossierState.Registered : DossierState.PaymentAsked, story);
            order.Status.ShouldBe(rightMoney ? releasedFirst ? PaymentStatus.Paid : PaymentStatus.RefundAsked
                : order.Status, story);
            (order.PaidAt is not null).ShouldBe(rightMoney, story);
        }
    }

    [Fact]
    public void Apply_RefundedAfterAsking_IsRefundedOnce()
    {
        var (dossier, order) = (SomeDossier(), SomeOrder());
        dossier.MoveTo(DossierState.Withdrawn, Start, "citizen");
        Tell(order, dossier, Event.Paid, Start).ShouldBe(Effects.Late);

        PaymentRules.Apply(order, dossier, GatewayStatus.Refunded, Due, Start, Due).ShouldBe(Effects.Applied);
        PaymentRules.Apply(order, dossier, GatewayStatus.Refunded, Due, Start, Due).ShouldBe(Effects.Repeated);

        order.Status.ShouldBe(PaymentStatus.Refunded);
        Tell(order, dossier, Event.Paid, Start).ShouldBe(Effects.Repeated);
    }

    [Theory]
    [InlineData(3, false, true)]
    [InlineData(7, false, true)]
    [InlineData(7, true, false)]
    [InlineData(8, true, true)]
    [InlineData(10, true, null)]
    public void IsRefundDue_ByStateAndProgress_FollowsThePack(int state, bool processed, bool? due) =>
        PaymentRules.IsRefundDue((DossierState)state, isOpen: false, processed, ThePack.Refunds).ShouldBe(due);

    private static string Tell(PaymentOrder order, Dossier dossier, Event what, DateTimeOffset at) => what switch
    {
        Event.Paid => PaymentRules.Apply(order, dossier, GatewayStatus.Paid, Due, at, Due),
        Event.PaidWrong => PaymentRules.Apply(order, dossier, GatewayStatus.Paid, new Money(4_000), at, Due),
        Event.Cancelled => PaymentRules.Apply(order, dossier, GatewayStatus.Cancelled, Due, at, Due),
        _ => PaymentRules.Apply(order, dossier, GatewayStatus.Failed, Due, at, Due),
    };

    private static IEnumerable<Event[]> Sequences(int most) => most == 0
        ? [[]]
        : Sequences(most - 1).SelectMany(s => s.Length == most - 1
            ? Enum.GetValues<Event>().Select(e => (Event[])[.. s, e]).Prepend(s)
            : [s]);

    private static PaymentOrder SomeOrder() => new() { DossierId = Guid.NewGuid(), Amount = Due, CreatedAt = Start };

    private static Dossier SomeDossier()
    {
        var dossier = new Dossier
        {
            Code = "H26.1-240903-0001",
            RequesterSubject = "subject",
            PersonNumber = CitizenId.Parse("001090999001"),
            Kind = CertificateKind.Number1,
            DeclarationJson = "{}",
            Channel = Channel.VneidOnline,
            RequesterLevel = AssuranceLevel.Level2,
            SubmittedAt = Start,
        };
        dossier.MoveTo(DossierState.PaymentAsked, Start, "system");
        return dossier;
    }
}
