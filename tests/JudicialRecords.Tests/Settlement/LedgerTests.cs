using System.Text.Json;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.Tests.Fees;
using Civic.JudicialRecords.Tests.Policies;
using Civic.Shared.Identity;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Settlement;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 5, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Book_RandomHistories_EveryLineAndEverySumBalances()
    {
        var chance = new Chance(20261122);
        var (completed, reversed) = (0, 0);
        for (var run = 0; run < 2_000; run++)
        {
            var dossier = SomeDossier();
            var lines = new List<LedgerEntry>();
            for (var step = 1; step <= 25; step++)
            {
                var now = Start.AddHours(step);
                Happen(dossier, chance, now);
                if (chance.Below(3) == 0)
                {
                    Book(dossier, lines, now);
                }
            }

            Book(dossier, lines, Start.AddDays(2));
            Book(dossier, lines, Start.AddDays(3)).ShouldBe(0, "booked again, nothing is left to book");
            lines.ShouldAllBe(l => l.Position.IsBalanced);
            ShouldStandAs(dossier, Sum(lines));
            completed += dossier.State is DossierState.Done or DossierState.Returned ? 1 : 0;
            reversed += lines.Exists(l => l.Cause >= LedgerCause.Refused) ? 1 : 0;
        }

        completed.ShouldBeGreaterThan(50);
        reversed.ShouldBeGreaterThan(200);
    }

    [Theory]
    [InlineData((int)DossierState.Rejected)]
    [InlineData((int)DossierState.Withdrawn)]
    public void Book_EndedBeforeTheWork_NothingIsLeft(int end)
    {
        var dossier = SomeDossier();
        dossier.Assess(new(260_000), new(100_000), new(150_000), new(10_000), "{}", decided: true);
        dossier.PaidAt = Start;
        var lines = new List<LedgerEntry>();
        Book(dossier, lines, Start);
        Sum(lines).CityPending.ShouldBe(new Money(150_000));

        dossier.MoveTo((DossierState)end, Start.AddHours(1), "somebody");
        Book(dossier, lines, Start.AddHours(2));

        Sum(lines).ShouldBe(default);
        lines.Count.ShouldBe(2);
        lines[1].At.ShouldBe(Start.AddHours(1));
    }

    [Fact]
    public void Book_WithdrawnDuringTheWork_CityGoesBackAndWhatWasPaidStays()
    {
        var dossier = SomeDossier();
        dossier.Assess(new(260_000), new(100_000), new(150_000), new(10_000), "{}", decided: true);
        dossier.PaidAt = Start;
        var lines = new List<LedgerEntry>();
        dossier.MoveTo(DossierState.Received, Start, "somebody");
        dossier.MoveTo(DossierState.InProgress, Start, "somebody");
        Book(dossier, lines, Start);

        dossier.MoveTo(DossierState.Withdrawn, Start.AddHours(1), "somebody");
        Book(dossier, lines, Start.AddHours(2));

        Sum(lines).ShouldBe(Position.Of(new(100_000), Money.Zero, Money.Zero, new(10_000)));
    }

    private static int Book(Dossier dossier, List<LedgerEntry> lines, DateTimeOffset now)
    {
        var missing = Ledger.Missing(dossier, lines.Count == 0 ? null : Sum(lines), ThePack.Hanoi, now);
        lines.AddRange(missing);
        return missing.Count;
    }

    private static Position Sum(List<LedgerEntry> lines) =>
        lines.Aggregate(default(Position), (sum, l) => sum + l.Position);

    private static void Happen(Dossier dossier, Chance chance, DateTimeOffset now)
    {
        switch (chance.Below(5))
        {
            case 0 when dossier.State is DossierState.Registered or DossierState.PaymentAsked:
                var (waived, city, citizen) = (Some(chance), Some(chance), Some(chance));
                dossier.Assess(
                    waived + city + citizen, waived, city, citizen, "{}", decided: chance.Below(4) > 0);
                break;
            case 1 when dossier.FeeCitizen > Money.Zero:
                dossier.PaidAt ??= now;
                break;
            default:
                dossier.MoveTo(
                    (DossierState)(chance.Below(10) + 1), now, "somebody", final: chance.Below(2) == 0);
                break;
        }
    }

    private static Money Some(Chance chance) => new(chance.Below(4) * 50_000);

    /// <summary>Said a second time from DECISIONS.md, not read from the code.</summary>
    private static void ShouldStandAs(Dossier dossier, Position sum)
    {
        sum.List.ShouldBe(sum.Waived + sum.CityPending + sum.CityDue + sum.Citizen);
        var decided = dossier.FeeDecided ? dossier.FeeCity : Money.Zero;
        var ended = dossier.State is DossierState.Rejected || dossier is { State: DossierState.Stopped, IsOpen: false };
        var (pending, due) = dossier.State switch
        {
            _ when ended => (Money.Zero, Money.Zero),
            DossierState.Withdrawn => (Money.Zero, Money.Zero),
            DossierState.Done or DossierState.Returned => (Money.Zero, decided),
            _ => (decided, Money.Zero),
        };
        (sum.CityPending, sum.CityDue).ShouldBe((pending, due), $"in state {dossier.State}");
        if (ended)
        {
            sum.ShouldBe(default);
        }
    }

    private static Dossier SomeDossier()
    {
        var dossier = new Dossier
        {
            Code = "H26.1-261005-0001",
            RequesterSubject = "subject",
            PersonNumber = Sandbox.Personas.ById("an").Number,
            Kind = CertificateKind.Number1,
            DeclarationJson = JsonSerializer.Serialize(new { }),
            Channel = Channel.VneidOnline,
            RequesterLevel = AssuranceLevel.Level2,
            SubmittedAt = Start,
        };
        dossier.Register("subject");
        return dossier;
    }
}
