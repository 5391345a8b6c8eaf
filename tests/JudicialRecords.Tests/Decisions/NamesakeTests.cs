using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

public sealed class NamesakeTests
{
    private const string Ground = "Khác số định danh và khác tên cha";

    /// <summary>Of the other namesake's entry.</summary>
    private const string Key = "974461ef8f82174e";

    [Theory]
    [InlineData("other-person", "không có án tích")]
    [InlineData("same-person", "có án tích")]
    public async Task Decide_NamesakeOnRecord_FollowsTheOfficersGround(string choice, string result)
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("nam-1");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");

        var page = await staff.DoesAsync("chuyen-vien", id, "fetch-records");

        page.TextsOf("section[aria-labelledby^='match-'] tbody tr:first-child td")
            .ShouldBe([Personas.ById("nam-1").Number.Value, Personas.ById("nam-2").Number.Value]);
        page.Text.ShouldContain("73/2023/HS-ST");
        page.Has("form[action$='/prepare']").ShouldBeFalse();

        var decided = await staff.DoesAsync("chuyen-vien", id, "decide-match", choice, Ground);

        decided.MustBe().Text.ShouldContain(Ground);
        decided.Text.ShouldContain(result);
        var act = await house.QueryAsync(d =>
            d.StaffActs.AsNoTracking().SingleAsync(a => a.Action == "match.decided")
        );
        (act.Choice, act.Reason).ShouldBe((choice, Ground));
        act.Subject.ShouldBe(Key, "decisions taken earlier hold by it");

        var again = await staff.DoesAsync("chuyen-vien", id, "fetch-records");
        again.Text.ShouldContain(Ground);
    }
}
