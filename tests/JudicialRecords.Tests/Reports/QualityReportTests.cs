using System.Globalization;
using System.Text;
using System.Text.Json;
using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Fees;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Reports;

public sealed class QualityReportTests
{
    private static readonly TimeSpan Hanoi = TimeSpan.FromHours(7);

    [Theory, ClassData(typeof(Databases))]
    public async Task Report_OfAMonth_EveryFigureIsWhatTheRowsComeTo(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var today = house.Clock.TodayInVietnam();
        var (first, last) = (today.AddDays(-45), today.AddDays(-15));
        await FillAsync(house, first.AddDays(-10));
        var expected = await RecomputedAsync(house, first, last);
        var period = string.Create(CultureInfo.InvariantCulture, $"from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}");
        var leader = await staff.AsAsync("giam-doc");

        var csv = await leader.GoAsync($"{house.Judicial.Address}/staff/reports.csv?{period}");

        var rows = Encoding.UTF8.GetString(csv.Body).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(r => r.Split(',')).ToList();
        foreach (var (code, (met, of)) in expected)
        {
            var row = rows.Single(r => r[1] == code);
            of.ShouldBeGreaterThan(0, code);
            (row[3], row[4]).ShouldBe(
                (met.ToString(CultureInfo.InvariantCulture), of.ToString(CultureInfo.InvariantCulture)), code);
            var points = decimal.Parse(row[2], CultureInfo.InvariantCulture);
            decimal.Parse(row[6], CultureInfo.InvariantCulture)
                .ShouldBe(Math.Round(points * met / of, 2, MidpointRounding.AwayFromZero), 0.01m, code);
        }

        rows.Where(r => r[1] is "published" or "reuse" or "complaint-satisfaction")
            .ShouldAllBe(r => r[3] == "" && r[6] == "");
        rows[^1][2].ShouldBe("70", "100 less what can't be measured here");
        var page = (await leader.GoAsync($"{house.Judicial.Address}/staff/reports?{period}")).MustBe();
        page.Text.ShouldContain("không đo được tại đây");
        page.Text.ShouldContain($"{expected["on-time"].Met}/{expected["on-time"].Of}");
        var drill = (await leader.GoAsync(
            $"{house.Judicial.Address}/staff/reports/dossiers?measure=OnTime&{period}")).MustBe();
        drill.Text.ShouldContain($"không đạt {expected["on-time"].Of - expected["on-time"].Met}");
    }

    [Fact]
    public async Task Report_NothingHappened_ScoresNothingInsteadOfZero()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var leader = await staff.AsAsync("truong-phong");

        var csv = await leader.GoAsync(
            $"{house.Judicial.Address}/staff/reports.csv?from=2023-01-01&to=2023-01-31");

        var total = Encoding.UTF8.GetString(csv.Body).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        total.ShouldBe("cộng,,0,,,,0.00");
        (await (await staff.AsAsync("chuyen-vien")).GoAsync($"{house.Judicial.Address}/staff/reports"))
            .Status.ShouldBe(403);
    }

    /// <summary>Said a second time over the rows themselves.</summary>
    private static Task<Dictionary<string, (int Met, int Of)>> RecomputedAsync(
        StaffHouse house, DateOnly first, DateOnly last) => house.QueryAsync(async d =>
        {
            var all = await d.Dossiers.AsNoTracking().Include(x => x.History).ToListAsync();
            var documents = await d.StoredDocuments.Select(s => new { s.DossierId, s.Kind }).ToListAsync();
            var orders = await d.PaymentOrders.ToListAsync();
            var ratings = await d.Ratings.ToListAsync();
            var complaints = await d.Complaints.ToListAsync();
            DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Hanoi).DateTime);
            bool In(DateOnly day) => day >= first && day <= last;
            bool Has(Dossier x, DocumentKind k) => documents.Any(s => s.DossierId == x.Id && s.Kind == k);
            var submitted = all.Where(x => In(Day(x.SubmittedAt))).ToList();
            var done = all.Select(x => (Dossier: x, Done: x.History.SingleOrDefault(h => h.To == DossierState.Done)))
                .Where(x => x.Done is not null && In(Day(x.Done.At)))
                .Select(x => (x.Dossier, On: Day(x.Done!.At))).ToList();
            var paid = submitted.Where(x => x.FeeCitizen.Dong > 0 && x.PaidAt is not null).ToList();
            var said = ratings.Where(r => In(Day(r.At))).ToList();
            var asked = complaints.Where(
                c => In(c.DueDate) || (c.AnsweredAt is { } at && In(Day(at)))).ToList();
            return new Dictionary<string, (int, int)>
            {
                ["on-time"] = (done.Count(x => x.On <= x.Dossier.DueDate), done.Count),
                ["papers"] = (submitted.Count(x => Has(x, DocumentKind.Declaration)), submitted.Count),
                ["results"] = (done.Count(x => Has(x.Dossier, DocumentKind.CertificateSealed)), done.Count),
                ["online"] = (submitted.Count(x => x.Channel == Channel.VneidOnline), submitted.Count),
                ["payment"] = (paid.Count(x => orders.Exists(
                    o => o.DossierId == x.Id && o.PaidAt != null && o.GatewayPaymentId != null)), paid.Count),
                ["complaints"] = (
                    asked.Count(c => c.AnsweredAt is { } at && Day(at) <= c.DueDate), asked.Count),
                ["satisfaction"] = (said.Count(r => r.Level != RatingLevel.NotSatisfied), said.Count),
            };
        });

    private static Task<int> FillAsync(StaffHouse house, DateOnly start) => house.QueryAsync(async d =>
    {
        var chance = new Chance(11);
        for (var i = 0; i < 60; i++)
        {
            var at = start.AddDays(chance.Below(55)).MidnightInVietnam().AddMinutes(chance.Below(1440));
            var dossier = SomeDossier(i, at, chance);
            d.Dossiers.Add(dossier);
            await d.SaveChangesAsync();
            Surround(d, dossier, at, chance);
        }

        return await d.SaveChangesAsync();
    });

    private static Dossier SomeDossier(int i, DateTimeOffset at, Chance chance)
    {
        var dossier = new Dossier
        {
            Code = DossierCode.Make("H26.15", at.DateInVietnam(), i + 1).Value,
            RequesterSubject = "subject",
            PersonNumber = CitizenId.Parse(string.Create(CultureInfo.InvariantCulture, $"001090{i + 1:000000}")),
            Kind = CertificateKind.Number1,
            DeclarationJson = JsonSerializer.Serialize(new { }),
            Channel = (Channel)(chance.Below(3) + 1),
            RequesterLevel = AssuranceLevel.Level2,
            SubmittedAt = at,
        };
        dossier.Register("subject");
        dossier.Assess(new(5_000), Money.Zero, Money.Zero, new(5_000), "{}", decided: true);
        dossier.PaidAt = chance.Below(3) > 0 ? at : null;
        dossier.MoveTo(DossierState.Received, at, "somebody");
        dossier.DueDate = at.DateInVietnam().AddDays(10);
        if (chance.Below(3) > 0)
        {
            dossier.MoveTo(DossierState.InProgress, at, "somebody");
            dossier.MoveTo(DossierState.Done, at.AddDays(6 + chance.Below(8)), "somebody");
        }

        dossier.History.ForEach(h => h.ToldAt = at);
        return dossier;
    }

    private static void Surround(JudicialDbContext database, Dossier dossier, DateTimeOffset at, Chance chance)
    {
        foreach (var kind in new[] { DocumentKind.Declaration, DocumentKind.CertificateSealed })
        {
            if (chance.Below(4) > 0)
            {
                database.StoredDocuments.Add(
                    new StoredDocument { DossierId = dossier.Id, Kind = kind, Content = [1], StoredAt = at });
            }
        }

        if (chance.Below(2) == 0)
        {
            database.PaymentOrders.Add(new PaymentOrder
            {
                DossierId = dossier.Id,
                Amount = new(5_000),
                CreatedAt = at,
                Status = PaymentStatus.Paid,
                PaidAt = at,
                GatewayPaymentId = chance.Below(3) > 0 ? "at-the-gateway" : null,
            });
        }

        if (chance.Below(2) == 0)
        {
            database.Ratings.Add(new Rating
            {
                DossierId = dossier.Id,
                Level = (RatingLevel)(chance.Below(3) + 1),
                At = at.AddDays(15),
            });
        }

        if (chance.Below(3) == 0)
        {
            database.Complaints.Add(new Complaint
            {
                DossierId = dossier.Id,
                RecordedAt = at,
                RecordedBy = "subject",
                Wording = "Chậm trả kết quả.",
                DueDate = at.DateInVietnam().AddDays(10),
                AnsweredAt = chance.Below(3) > 0 ? at.AddDays(chance.Below(20)) : null,
            });
        }
    }
}
