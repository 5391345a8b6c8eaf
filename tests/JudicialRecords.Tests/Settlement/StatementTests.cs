using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.JudicialRecords.Tests.Fees;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Settlement;

public sealed class StatementTests
{
    private const string Draft = "form[method=post][action^='/staff/settlement']";

    [Theory, ClassData(typeof(Databases))]
    public async Task Statement_OfAMonth_IsWhatItsDossiersComeToAndIsSignedTwice(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var last = house.Clock.TodayInVietnam().AddMonths(-1);
        var month = last.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        await FillAsync(house, new DateOnly(last.Year, last.Month, 1));
        var expected = await RecomputedAsync(house, month);
        expected.Count.ShouldBeGreaterThan(10);

        var head = await staff.AsAsync("truong-phong");
        var page = (await head.GoAsync($"{house.Judicial.Address}/staff/settlement?month={month}")).MustBe();
        page.Text.ShouldContain(new Money(expected.Sum(e => e.City)).ToString());
        (await page.FormWithButton("Lập bảng kê").SendAsync()).Text.ShouldContain("Đã lập bảng kê");
        var again = await head.GoAsync($"{house.Judicial.Address}/staff/settlement?month={month}");
        again.Has(Draft).ShouldBeFalse();

        var csv = await head.GoAsync($"{house.Judicial.Address}/staff/settlement/{month}.csv?kept=yes");
        ShouldBe(csv.Body, expected);
        var paper = await SignedAsync(house, staff);
        var text = await CertificatePdfTests.TextOfAsync(await ThePapers.FileAsync(house, paper));
        text.ShouldContain($"Số hồ sơ được hỗ trợ, đã giải quyết xong: {expected.Count}");
        text.ShouldContain($"Thành phố hỗ trợ, đề nghị thanh toán: {new Money(expected.Sum(e => e.City))}");
        text.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(csv.Body))[..32]);
    }

    [Fact]
    public async Task Draft_MonthNotOverOrWrongRole_IsRefused()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var leader = await staff.AsAsync("giam-doc");
        var head = await staff.AsAsync("truong-phong");
        var month = house.Clock.TodayInVietnam().ToString("yyyy-MM", CultureInfo.InvariantCulture);

        (await leader.GoAsync($"{house.Judicial.Address}/staff/settlement?month={month}"))
            .Has(Draft).ShouldBeFalse();
        (await head.GoAsync($"{house.Judicial.Address}/staff/settlement?month={month}"))
            .Has(Draft).ShouldBeFalse();
        (await (await staff.AsAsync("tiep-nhan")).GoAsync($"{house.Judicial.Address}/staff/settlement"))
            .Status.ShouldBe(403);
    }

    /// <summary>The rows themselves, added up here: state 9 in the month, by the clock of Vietnam.</summary>
    private static Task<List<(string Code, long List, long Waived, long City, long Citizen)>> RecomputedAsync(
        StaffHouse house, string month) => house.QueryAsync(async d =>
        {
            var all = await d.Dossiers.AsNoTracking().Include(x => x.History).ToListAsync();
            return all
                .Where(x => x.FeeCity.Dong > 0 && x.History.Any(h => h.To == DossierState.Done
                    && h.At.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM", CultureInfo.InvariantCulture) == month))
                .OrderBy(x => x.Code, StringComparer.Ordinal)
                .Select(x => (x.Code, x.FeeList.Dong, x.FeeWaived.Dong, x.FeeCity.Dong, x.FeeCitizen.Dong))
                .ToList();
        });

    private static void ShouldBe(
        byte[] csv, List<(string Code, long List, long Waived, long City, long Citizen)> expected)
    {
        var lines = Encoding.UTF8.GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
        lines[..^1].Select(l => l.Split(','))
            .Select(c => (c[0], long.Parse(c[3], CultureInfo.InvariantCulture),
                long.Parse(c[4], CultureInfo.InvariantCulture), long.Parse(c[5], CultureInfo.InvariantCulture),
                long.Parse(c[6], CultureInfo.InvariantCulture)))
            .ShouldBe(expected);
        lines[^1].ShouldBe(
            $"Cộng,,,{expected.Sum(e => e.List)},{expected.Sum(e => e.Waived)},{expected.Sum(e => e.City)},"
                + $"{expected.Sum(e => e.Citizen)}");
    }

    private static async Task<Paper> SignedAsync(StaffHouse house, StaffSteps staff)
    {
        var paper = await ThePapers.WaitAsync(house, null, PaperKind.SettlementStatement, _ => true);
        var page = await (await staff.AsAsync("giam-doc")).GoAsync(
            $"{house.Judicial.Address}/staff/decisions/{paper.Id}");
        page = (await page.Form("form[action$='handler=Propose']").SendAsync()).MustBe();
        (await StaffSteps.LogsInToSignAsync("giam-doc", page)).Text.ShouldContain("Đã duyệt");
        await ThePapers.WaitAsync(house, null, PaperKind.SettlementStatement, p => p.PersonSignedAt is not null);
        await ThePapers.SealsAsync(house, staff);
        return await ThePapers.IssuedAsync(house, null, PaperKind.SettlementStatement);
    }

    private static Task<int> FillAsync(StaffHouse house, DateOnly first) => house.QueryAsync(async d =>
    {
        var chance = new Chance(7);
        for (var i = 0; i < 40; i++)
        {
            var at = first.AddDays(-3 + chance.Below(36)).MidnightInVietnam().AddMinutes(chance.Below(1440));
            d.Dossiers.Add(SomeDossier(i, at, chance));
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
            Channel = Channel.VneidOnline,
            RequesterLevel = AssuranceLevel.Level2,
            SubmittedAt = at.AddDays(-5),
        };
        dossier.Register("subject");
        dossier.History[0].ToldAt = at;
        Money[] parts = [new(chance.Below(3) * 50_000), new(chance.Below(4) * 50_000), new(chance.Below(2) * 5_000)];
        dossier.Assess(parts[0] + parts[1] + parts[2], parts[0], parts[1], parts[2], "{}", decided: true);
        DossierState[] way = chance.Below(4) switch
        {
            0 => [DossierState.Rejected],
            1 => [DossierState.Received, DossierState.Withdrawn],
            _ => [DossierState.Received, DossierState.InProgress, DossierState.Done],
        };
        foreach (var state in way)
        {
            dossier.MoveTo(state, at, "somebody");
            dossier.History[^1].ToldAt = at;
        }

        return dossier;
    }
}
