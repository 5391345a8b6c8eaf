using Civic.Browsing;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Citizen;

/// <summary>Of some people only the year of birth is on record: no day is put to it, and nobody is shut out.</summary>
public sealed class BirthYearTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    [Theory, ClassData(typeof(Databases))]
    public async Task Submit_BornInAYear_GetsADossierThatSaysTheYearAlone(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var page = (await house.SignedInAsync(browser, "cu-my", "/requests/new")).MustBe();
        page.Text.ShouldContain("Từ tháng đầu tiên có thể tròn 14 tuổi (01/1962) đến nay");
        page = await Since(page, "02/1962").Press("review").SendAsync();
        page.TextOf("#error-summary").ShouldContain("còn thiếu từ 01/1962");

        page = await Since(page, "01/1962").Press("review").SendAsync();

        page.Address.AbsolutePath.ShouldBe("/requests/review", page.Text);
        page.Text.ShouldContain("Giàng Thị Mỷ, 1948");
        page.Text.ShouldContain("không phải trả phí", Case.Sensitive, "60 in whatever month");
        page = (await page.Form("#submit").Fill("undertaken", "true").SendAsync()).MustBe();
        page.Address.AbsolutePath.ShouldStartWith("/requests/H26");
        var printed = await CertificatePdfTests.TextOfAsync((await page.FollowAsync("Tờ khai")).MustBe().Body);
        printed.ShouldContain("Ngày, tháng, năm sinh: 1948");
        printed.ShouldNotContain("1/1948");
        Declarations.Of(await house.QueryAsync(d => d.Dossiers.AsNoTracking().SingleAsync())).Person.BirthDate
            .ShouldBe(PartialDate.OfYear(1948));
    }

    [Theory]
    [InlineData("be-sua", "seo", "2019", "2032-12-31", "Phiếu số 1")]
    [InlineData("be-sua", "seo", "2019", "2033-01-01", "có thể đã đủ 14 tuổi")]
    [InlineData("be-sua", "seo", "01/01/2019", "2033-01-01", "tự yêu cầu bằng tài khoản VNeID")]
    [InlineData("be-sua", "seo", "2019", "2033-12-31", "tự yêu cầu bằng tài khoản VNeID")]
    [InlineData("be-sua", "seo", "2018", "2024-09-03", "Không tìm thấy con")]
    [InlineData("gia-han", "minh", "2010", "2024-11-22", "Phiếu số 1")]
    [InlineData("gia-han", "minh", "2010", "2024-11-23", "tự yêu cầu bằng tài khoản VNeID")]
    public async Task LookUp_ChildByYear_ParentAsksWhileTheChildIsSurelyBelow14(
        string child, string parent, string born, string day, string says)
    {
        await using var house = await CitizenHouse.StartAsync();
        house.Clock.Set(new(DateOnly.Parse(day, null), new(9, 0), Vietnam));
        using var browser = new Browser();
        var page = await house.SignedInAsync(browser, parent, "/requests/new");
        page = await page.Form("#request").Fill("Form.For", "child").Press("person").SendAsync();

        page = await page.Form("#request").Fill("Form.ChildNumber", Personas.ById(child).Number.Value)
            .Fill("Form.ChildName", Personas.ById(child).Name).Fill("Form.ChildBirthDate", born)
            .Press("person").SendAsync();

        page.Text.ShouldContain(says);
        page.Has("button[value=review]").ShouldBe(says == "Phiếu số 1");
    }

    private static PageForm Since(Page page, string month) =>
        SubmissionTests.Filled(page).Fill("Form.Residences[0].From", month);
}
