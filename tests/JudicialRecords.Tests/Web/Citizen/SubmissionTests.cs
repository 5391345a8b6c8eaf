using Civic.Browsing;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Citizen;

public sealed class SubmissionTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Submit_CleanAdult_GetsACodeAndPaysNothing(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var page = (await house.SignedInAsync(browser, "an", "/requests/new")).MustBe();

        page = await Filled(page).Press("review").SendAsync();

        page.Address.AbsolutePath.ShouldBe("/requests/review", page.Text);
        page.Text.ShouldContain("không phải trả phí");
        page.Text.ShouldContain("Lưu ý: giả định: áp dụng quy định năm 2024");
        page = await page.Form("#submit").Fill("undertaken", "true").SendAsync();
        page.MustBe().Text.ShouldContain("Mới đăng ký");
        page.Address.AbsolutePath.ShouldStartWith("/requests/H26");
        var declaration = (await page.FollowAsync("Tờ khai")).MustBe();
        declaration.ContentType.ShouldBe("application/pdf");
        var why = (await page.FollowAsync("Vì sao")).MustBe();
        why.Text.ShouldContain("Lưu ý: giả định: áp dụng quy định năm 2024");
        (await why.FollowAsync("H26")).MustBe();
        (await house.QueryAsync(d => d.RequestDrafts.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1000")]
    [InlineData("hai")]
    public async Task Review_ImpossibleCopies_SaysTheRangeAndKeepsTheRest(string copies)
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await house.SignedInAsync(browser, "an", "/requests/new");

        page = await Filled(page).Fill("Form.PaperCopies", copies).Press("review").SendAsync();

        page.Address.AbsolutePath.ShouldBe("/requests/new");
        page.TextOf("#error-summary").ShouldContain("0 đến");
        page.AttributeOf("#error-summary a", "href").ShouldBe("#Form_PaperCopies");
        page.Has("#Form_PaperCopies").ShouldBeTrue();
        page.Form("#request").ValueOf("Form.Phone").ShouldBe("0912 345 678");
    }

    [Fact]
    public async Task Review_LetterThatNoTypefaceHas_SaysWhichAndKeepsTheRest()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await house.SignedInAsync(browser, "an", "/requests/new");

        page = await Filled(page).Fill("Form.OwnStatement", "Cảm ơn \U0001F600").Press("review").SendAsync();

        page.Address.AbsolutePath.ShouldBe("/requests/new");
        page.TextOf("#error-summary").ShouldContain("\U0001F600");
        page.AttributeOf("#error-summary a", "href").ShouldBe("#Form_OwnStatement");
        page.Form("#request").ValueOf("Form.Phone").ShouldBe("0912 345 678");
    }

    [Fact]
    public async Task Open_PersonWhoDied_ReadsWhatToDo()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();

        var page = await house.SignedInAsync(browser, "phuc", "/requests/new");

        page.Text.ShouldContain("đã mất");
        page.Has("button[value=review]").ShouldBeFalse();
    }

    [Fact]
    public async Task Open_LivesElsewhere_ReadsWhoIsCompetentBeforeAnyFee()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();

        var page = await house.SignedInAsync(browser, "uyen", "/requests/new");

        page.Text.ShouldContain("Điều 44");
        page.Has("button[value=review]").ShouldBeFalse();
    }

    [Fact]
    public async Task SignIn_LevelOneAccount_IsPointedToTheOtherWays()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();

        var page = await house.SignedInAsync(browser, "lan", "/requests/new");

        page.Address.AbsolutePath.ShouldBe("/level");
        page.Text.ShouldContain("dichvucong.hanoi.gov.vn");
    }

    [Theory]
    [InlineData(FaultKind.Http5xx)]
    [InlineData(FaultKind.Timeout)]
    [InlineData(FaultKind.WrongPerson)]
    public async Task Review_RegisterFails_KeepsEveryWordAndLetsTryAgain(FaultKind kind)
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await house.SignedInAsync(browser, "an", "/requests/new");
        house.Break(house.Registers, "/population", kind);

        page = await Filled(page).Fill("Form.OwnStatement", "Tôi chưa từng bị kết án").Press("review").SendAsync();

        page.MustBe(503).Text.ShouldContain("chưa trả lời");
        using var reset = await house.Registers.Http.DeleteAsync(
            "/__civic/scenario",
            TestContext.Current.CancellationToken
        );
        page = await page.FollowAsync("Thử lại");
        page.MustBe().Form("#request").ValueOf("Form.OwnStatement").ShouldBe("Tôi chưa từng bị kết án");
    }

    [Fact]
    public async Task Submit_SecondWhileOneIsOpen_SaysWhichAndKeepsOne()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var first = await SubmitAsync(await house.SignedInAsync(browser, "an", "/requests/new"));
        var page = await browser.GoAsync(house.Judicial.Address + "/requests/new");
        page.Text.ShouldContain(CodeOf(first));

        page = await SubmitAsync(page);

        page.MustBe(409).Text.ShouldContain(CodeOf(first));
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Submit_TwiceAtOnce_MakesOneDossier(DatabaseKind kind)
    {
        await using var house = await CitizenHouse.StartAsync(kind);
        using var browser = new Browser();
        var page = await Filled(await house.SignedInAsync(browser, "an", "/requests/new")).Press("review").SendAsync();
        var forms = Enumerable.Range(0, 4).Select(_ => page.Form("#submit").Fill("undertaken", "true"));

        var answers = await Task.WhenAll(forms.Select(f => f.SendAsync()));

        answers.Select(a => a.Address.AbsolutePath).Distinct().Count().ShouldBe(1, answers[0].Text);
        answers.ShouldAllBe(a => a.Status == 200);
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Open_AnothersDossier_IsNotFound()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var owner = new Browser();
        using var other = new Browser();
        var code = CodeOf(await SubmitAsync(await house.SignedInAsync(owner, "an", "/requests/new")));
        await house.SignedInAsync(other, "thao", "/requests");

        foreach (var path in new[] { "", "/fee", "/documents/to-khai", "/paid" })
        {
            (await other.GoAsync($"{house.Judicial.Address}/requests/{code}{path}")).Status.ShouldBe(404);
        }
    }

    [Fact]
    public async Task Save_SessionEndedMeanwhile_DraftIsThereAfterSigningInAgain()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var form = Filled(await house.SignedInAsync(browser, "an", "/requests/new")).Fill("Form.Purpose", "business");
        browser.Cookies.Clear();

        await form.Press("save").SendAsync();

        var page = await house.SignedInAsync(browser, "an", "/requests/new");
        page.Form("#request").ValueOf("Form.Purpose").ShouldBe("business");
    }

    [Theory]
    [InlineData("001317999011", "Đinh Bảo Na", "03/04/2017", "Phiếu số 1")]
    [InlineData("001317999011", "Đinh Bảo Na", "04/04/2017", "Không tìm thấy con")]
    [InlineData("999999999999", "Đinh Bảo Na", "03/04/2017", "12 chữ số")]
    [InlineData("001090999001", "Nguyễn Văn An", "14/03/1990", "tự yêu cầu")]
    [InlineData("001304999004", "Phạm Thùy Dung", "05/09/2011", "Không tìm thấy con")]
    public async Task LookUp_Child_ParentReadsWhatHolds(string number, string name, string born, string says)
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await house.SignedInAsync(browser, "minh", "/requests/new");
        page = await page.Form("#request").Fill("Form.For", "child").Press("person").SendAsync();

        page = await page.Form("#request")
            .Fill("Form.ChildNumber", number)
            .Fill("Form.ChildName", name)
            .Fill("Form.ChildBirthDate", born)
            .Press("person")
            .SendAsync();

        page.Text.ShouldContain(says);
    }

    [Fact]
    public async Task LookUp_ChildAfterAllAboutOneself_TakesNothingOverAndFindsNoFaultYet()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var child = Civic.Sandbox.Personas.ById("be-na");
        var form = Filled(await house.SignedInAsync(browser, "minh", "/requests/new"))
            .Fill("Form.Birthplace", "Thành phố Đà Nẵng")
            .Fill("Form.OwnStatement", "Đã từng bị kết án");
        var page = await form.Fill("Form.For", "child").Fill("Form.Kind", "2").Press("person").SendAsync();

        page = await page.Form("#request")
            .Fill("Form.ChildNumber", child.Number.Value)
            .Fill("Form.ChildName", child.Name)
            .Fill("Form.ChildBirthDate", child.BirthDate.ToString("dd/MM/yyyy", null))
            .Press("person")
            .SendAsync();

        page.Has("#error-summary").ShouldBeFalse("the rest was not asked yet");
        form = page.Form("#request");
        (form.ValueOf("Form.Birthplace"), form.ValueOf("Form.OwnStatement")).ShouldBe(("Thành phố Hà Nội", ""));
        (form.ValueOf("Form.Kind"), form.ValueOf("Form.Phone")).ShouldBe(("2", "0912 345 678"));
        page = await form.Press("review").SendAsync();
        page.MustBe().Address.AbsolutePath.ShouldBe("/requests/review");
        page.Text.ShouldNotContain("03/2004", Case.Sensitive, "where the parent has lived");
    }

    [Fact]
    public async Task Switch_ToEnglish_PageSpeaksEnglish()
    {
        await using var house = await CitizenHouse.StartAsync();
        using var browser = new Browser();
        var page = await browser.GoAsync(house.Judicial.Address + "/");

        page = await page.FormWithButton("English").SendAsync();

        page.Text.ShouldContain("Get your criminal-record certificate from home");
        page.Document.DocumentElement.GetAttribute("lang").ShouldBe("en");
    }

    internal static PageForm Filled(Page page) =>
        page.Form("#request")
            .Fill("Form.Kind", "1")
            .Fill("Form.ConfirmBan", "no")
            .Fill("Form.Purpose", "work")
            .Fill("Form.Phone", "0912 345 678")
            .Fill("Form.Residences[0].From", "03/2004");

    internal static async Task<Page> SubmitAsync(Page page, int copies = 0)
    {
        var form = Filled(page)
            .Fill("Form.PaperCopies", copies.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Fill("Form.Delivery", "counter");
        page = await form.Press("review").SendAsync();
        return await page.Form("#submit").Fill("undertaken", "true").SendAsync();
    }

    internal static string CodeOf(Page page) => page.Address.Segments[^1];
}
