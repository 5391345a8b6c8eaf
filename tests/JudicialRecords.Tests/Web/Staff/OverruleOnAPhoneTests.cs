using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Tests.Expungement;
using Civic.Testing;
using Civic.Visiting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>An officer reads why, and decides on each judgment, on a phone; axe looks every page over.</summary>
public sealed class OverruleOnAPhoneTests
{
    [Fact]
    public async Task Decide_ThreeKindsOfJudgments_EachIsReadAndDecidedByItself()
    {
        await using var further = new FurtherFilesFile();
        further.Write(
            "nam-1",
            [Judgments.Prison(24, "01/01/2019"), Judgments.Prison(24, null)],
            new PoliceTrace(
                "9/QĐ", "Cơ quan Mẫu", new(2020, 1, 1), PoliceTraceKind.Arrest, PoliceTraceOutcome.Unknown, null));
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("nam-1");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");
        await staff.DoesAsync("chuyen-vien", id, "fetch-records");
        await using var officer = await Visitor.NewAsync("overrule");
        await officer.SignInAsync($"{house.Judicial.Address}/staff/dossiers/{id}", "chuyen-vien");
        await officer.LookAsync("undecided");

        await DecideAsync(officer, "trace", "nothing");
        await DecideAsync(officer, "match", "other-person");
        (await officer.Page.Locator("form[action$='/decide-judgment']").CountAsync()).ShouldBe(2);
        await DecideAsync(officer, "judgment", "confirmed");
        (await officer.Page.InnerTextAsync("main")).ShouldNotContain("Phiếu sẽ ghi");
        await officer.Page.FillAsync("section:has(details[open]) input[name=day]", "2021-05-06");
        await DecideAsync(officer, "judgment", "expunged");

        await officer.LookAsync("decided");
        (await officer.Page.InnerTextAsync("main")).ShouldContain("Phiếu sẽ ghi: không có án tích");
        (await officer.Page.Locator("form[action$='/prepare']").CountAsync()).ShouldBe(1);
        (await house.QueryAsync(d => d.StaffActs.Where(a => a.Action == "judgment.decided").OrderBy(a => a.Id)
            .Select(a => a.Choice).ToListAsync())).ShouldBe(["confirmed", "expunged 2021-05-06"]);
        officer.Complaints.ShouldBeEmpty();
    }

    /// <summary>In the first form of its kind that waits.</summary>
    private static async Task DecideAsync(Visitor officer, string what, string choice)
    {
        var form = what == "judgment"
            ? "details[open] form[action$='/decide-judgment']"
            : $"form[action$='/decide-{what}']";
        await officer.Page.Locator($"{form} input[value='{choice}']").First.CheckAsync();
        await officer.Page.Locator($"{form} textarea").First.FillAsync("Đã đối chiếu hồ sơ gốc tại Tòa án Mẫu");
        await officer.PressAsync($":nth-match({form} button, 1)");
    }
}
