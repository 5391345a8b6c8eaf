using Civic.Browsing;
using Civic.JudicialRecords.Ratings;
using Civic.JudicialRecords.Tests.Web.Citizen;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Ratings;

public sealed class RatingTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Rate_RequestIsOver_OneRatingStandsAndCanBeReplaced(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var page = await SubmissionTests.SubmitAsync(await house.SignedInAsync(browser, "an", "/requests/new"));
        page.Has("#rating").ShouldBeFalse();
        page = await page.FormWithButton("Rút hồ sơ").SendAsync();

        page = await page.FormWithButton("Gửi đánh giá").Fill("level", "1").Fill("comment", "Chậm").SendAsync();
        page.TextOf("#rating").ShouldContain("Chưa hài lòng");
        page = await page.FormWithButton("Gửi đánh giá").Fill("level", "3").SendAsync();

        page.TextOf("#rating").ShouldContain("Chậm");
        var rating = await house.QueryAsync(d => d.Ratings.SingleAsync());
        (rating.Level, rating.Comment).ShouldBe((RatingLevel.Satisfied, "Chậm"));
    }

    [Fact]
    public async Task Rate_NoLevelOrOneThatIsNone_SaysSoAndKeepsNothing()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await SubmissionTests.SubmitAsync(await house.SignedInAsync(browser, "an", "/requests/new"));
        page = await page.FormWithButton("Rút hồ sơ").SendAsync();

        page = await page.FormWithButton("Gửi đánh giá").SendAsync();

        page.Text.ShouldContain("Chưa chọn mức độ hài lòng");
        (await house.QueryAsync(d => d.Ratings.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Rate_AnothersRequest_IsNotFound()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var owner = new Browser();
        using var other = new Browser();
        var page = await SubmissionTests.SubmitAsync(await house.SignedInAsync(owner, "an", "/requests/new"));
        page = await page.FormWithButton("Rút hồ sơ").SendAsync();
        var theirs = await SubmissionTests.SubmitAsync(await house.SignedInAsync(other, "ha", "/requests/new"));

        var answer = await theirs.FormWithButton("Rút hồ sơ").SendAsync();
        var form = answer.FormWithButton("Gửi đánh giá").Fill("level", "3");
        var code = SubmissionTests.CodeOf(page);
        answer.Document.QuerySelector("#rating form")!.SetAttribute("action", $"/requests/{code}?handler=Rate");

        (await form.SendAsync()).Status.ShouldBe(404);
        (await house.QueryAsync(d => d.Ratings.CountAsync())).ShouldBe(0);
    }
}
