using Civic.Browsing;
using Civic.JudicialRecords.Tests.Attachments;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Feedback;

public sealed class FeedbackTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Send_WithPictureAndVideo_HeadOfTheUnitAnswersWithAPicture(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var citizen = new Browser();
        var page = await SignedInAsync(house, citizen, "an");
        page = await page.Form("#feedback").Fill("topic", "2").Fill("words", "Hồ sơ quá hạn hai ngày")
            .Attach("files", "phim.mp4", "video/mp4", SomeFiles.Mp4).SendAsync();
        page.MustBe().Text.ShouldContain("Đang chờ trả lời");
        page.Text.ShouldContain("Phòng Hành chính và Bổ trợ tư pháp");

        var head = await house.SignInAsync("truong-phong");
        var desk = (await head.GoAsync(house.Judicial.Address + "/staff/feedback")).MustBe();
        desk.Text.ShouldContain("Hồ sơ quá hạn hai ngày");
        (await desk.FollowAsync("Xem video")).MustBe().ContentType.ShouldBe("video/mp4");
        desk = await desk.FormWithButton("Gửi trả lời").Fill("answer", "Đã xử lý xong hồ sơ")
            .Attach("files", "a.png", "image/png", SomeFiles.Mp4).SendAsync();
        desk.MustBe(400).Text.ShouldContain("không phải là");
        desk = await desk.FormWithButton("Gửi trả lời").Fill("answer", "Đã xử lý xong hồ sơ")
            .Attach("files", "a.png", "image/png", SomeFiles.Png).SendAsync();
        desk.MustBe();

        page = await citizen.GoAsync(house.Judicial.Address + "/feedback");
        page.Text.ShouldContain("Đã xử lý xong hồ sơ");
        var picture = page.AttributeOf(".civic-notice img", "src")!;
        (await citizen.GoAsync(house.Judicial.Address + picture)).MustBe().Body.ShouldBe(SomeFiles.Png);
        using var other = new Browser();
        await SignedInAsync(house, other, "ha");
        (await other.GoAsync(house.Judicial.Address + picture)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Send_ToAnotherUnit_IsSeenByTheDirectorAndNotByThatHead()
    {
        await using var house = await StaffHouse.StartAsync();
        using var citizen = new Browser();
        var page = await SignedInAsync(house, citizen, "an");
        await page.Form("#feedback").Fill("topic", "1").Fill("words", "Cán bộ hướng dẫn tận tình").SendAsync();

        var head = await house.SignInAsync("truong-phong");
        var director = await house.SignInAsync("giam-doc");
        var officer = await house.SignInAsync("chuyen-vien");

        (await head.GoAsync(house.Judicial.Address + "/staff/feedback")).Text.ShouldNotContain("tận tình");
        (await director.GoAsync(house.Judicial.Address + "/staff/feedback")).Text.ShouldContain("tận tình");
        (await officer.GoAsync(house.Judicial.Address + "/staff/feedback")).Status.ShouldBe(403);
    }

    private static async Task<Page> SignedInAsync(StaffHouse house, Browser browser, string persona)
    {
        var name = Personas.ById(persona).Name;
        var page = await browser.GoAsync(house.Judicial.Address + "/feedback");
        page = await page.FormWithButton(name).Press(name).SendAsync();
        return page.Address.AbsolutePath.StartsWith("/consent", StringComparison.Ordinal)
            ? await page.FormWithButton("Đồng ý").SendAsync()
            : page;
    }
}
