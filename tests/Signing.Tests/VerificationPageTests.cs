using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

public sealed class VerificationPageTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Page_Issued_SaysWhatItIsWhoSignedInOrderAndThatItStands(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        await stage.IssueAsync(await stage.SignedByBothAsync(Some.Certificate(number), number), number);

        var page = await stage.Signing.Http.GetStringAsync($"/v/{number}", TestContext.Current.CancellationToken);

        page.ShouldContain("Phiếu lý lịch tư pháp số 1");
        page.ShouldContain("còn giá trị");
        page.ShouldContain("22/11/2026");
        page.ShouldContain("Civic Sandbox Time Stamps");
        page.IndexOf("Lương Thị Ký", StringComparison.Ordinal).ShouldBeInRange(
            1, page.IndexOf("Sở Tư pháp thành phố Hà Nội", StringComparison.Ordinal));
        page.ShouldNotContain("Nguyễn Thị Mẫu");
        page.ShouldNotContain("style=\"");
    }

    [Theory]
    [InlineData("supplemented", "đã được bổ sung")]
    [InlineData("corrected", "đã được đính chính")]
    [InlineData("revoked", "đã bị thu hồi")]
    [InlineData("cancelled", "đã bị hủy bỏ")]
    public async Task Page_StatusChanged_SaysItWithTheDecision(string status, string words)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        await stage.IssueAsync("pdf"u8.ToArray(), number);
        using var changed = await stage.ChangeStatusAsync(number, status);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        var page = await stage.Signing.Http.GetStringAsync($"/v/{number}", TestContext.Current.CancellationToken);

        page.ShouldContain(words);
        page.ShouldContain("45/QĐ-STP");
        page.ShouldContain("01/12/2026");
    }

    [Fact]
    public async Task Page_NumberUnknown_NotFoundAndSaysWhatToDo()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await stage.Signing.Http.GetAsync("/v/2026-1-KHONG", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.ShouldContain("Không có văn bản nào mang số này");
        page.ShouldContain("có thể là giả");
        page.ShouldContain("data-check=\"/v/2026-1-KHONG/statement\"");
        page.ShouldContain("/statement.js\" defer");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Statement_OfADocumentThatTheLogDoesNotKnow_GenuineOrNotAllTheSame(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        var statement = (await stage.QrAddressAsync(number)).Split('#')[1];

        (await CheckAsync(number, statement)).ShouldBe("unknown");
        (await CheckAsync(number, statement[..^4] + "AAAA")).ShouldBe("not-ours");
        (await CheckAsync(Some.Number(), statement)).ShouldBe("other-document");

        async Task<string?> CheckAsync(string of, string text)
        {
            using var answer = await stage.Signing.Http.PostAsJsonAsync(
                $"/v/{of}/statement", new { statement = text }, TestContext.Current.CancellationToken);
            return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(
                TestContext.Current.CancellationToken)).Text("result");
        }
    }

    [Fact]
    public async Task Find_NumberTypedSmallAndWithBlanks_LeadsToTheDocument()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        await stage.IssueAsync("pdf"u8.ToArray(), number);
        using var found = await stage.Signing.Http.GetAsync(
            $"/find?number={number.ToLowerInvariant()}%20", TestContext.Current.CancellationToken);

        var page = await stage.Signing.Http.GetStringAsync(
            found.Headers.Location!.OriginalString, TestContext.Current.CancellationToken);

        page.ShouldContain($"<dd>{number}</dd>");
    }

    [Fact]
    public async Task Page_AskedInEnglish_SpeaksEnglish()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);

        var page = await stage.Signing.Http.GetStringAsync("/?lang=en", TestContext.Current.CancellationToken);

        page.ShouldContain("Check a digital document");
        page.ShouldContain("<html lang=\"en\">");
    }

    [Fact]
    public async Task Upload_IssuedThenTampered_SaysSoInPlainWords()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);
        await stage.IssueAsync(pdf, number);

        var genuine = await UploadOnPageAsync(stage, pdf);
        var tampered = await UploadOnPageAsync(stage, Attack.Overlay(pdf));
        var nothing = await UploadOnPageAsync(stage, null);

        genuine.ShouldContain("Tệp đúng là tệp đã cấp, còn nguyên vẹn và còn giá trị.");
        genuine.ShouldNotContain("data-invalid");
        tampered.ShouldContain("Đây không phải là tệp đã cấp");
        Regex.Count(tampered, "<img src=\"data:image/png;base64,[^\"]{2000,}\" alt=\"[^\"]+\">").ShouldBe(2);
        tampered.ShouldContain("Hình trang tại thời điểm được ký 1");
        tampered.ShouldNotContain("Hai hình giống hệt nhau");
        genuine.ShouldNotContain("<img src=\"data:image/png");
        nothing.ShouldContain("Chưa có tệp nào được chọn");
        nothing.ShouldContain("href=\"#file\"");
        nothing.ShouldContain("data-invalid");
    }

    [Theory]
    [InlineData("pdftoppm")]
    [InlineData("mutool")]
    public async Task Upload_EitherProgramDraws_ShowsThePageBeforeAndAfter(string program)
    {
        await using var stage = await SigningStage.StartAsync(
            DatabaseKind.Sqlite, ("Civic:Signing:PictureProgram", program));
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);

        var page = await UploadOnPageAsync(stage, Attack.Overlay(pdf));

        var pictures = Regex.Matches(page, "<img src=\"(data:image/png;base64,[^\"]{2000,})\" alt=\"[^\"]+\">");
        pictures.Count.ShouldBe(2);
        pictures[0].Groups[1].Value.ShouldNotBe(pictures[1].Groups[1].Value);
        page.ShouldNotContain("id=\"text-difference\"");
    }

    [Fact]
    public async Task Upload_NothingDrawsPictures_ShowsWhichTextWasThereAndWhichIsThereNow()
    {
        await using var stage = await SigningStage.StartAsync(
            DatabaseKind.Sqlite, ("Civic:Signing:PictureProgram", "no-such-program"));
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);

        var page = WebUtility.HtmlDecode(await UploadOnPageAsync(stage, Attack.Overlay(pdf)));
        var genuine = await UploadOnPageAsync(stage, pdf);

        page.ShouldContain("id=\"text-difference\"");
        page.ShouldContain("<del>Họ và tên: Nguyễn Thị Mẫu. Không có án tích.</del>");
        page.ShouldContain($"<del>Số: {number}</del>");
        page.ShouldNotContain("<ins>");
        page.ShouldNotContain("<img src=\"data:");
        genuine.ShouldNotContain("text-difference");
    }

    [Fact]
    public async Task Page_TooOften_TooManyRequests()
    {
        await using var stage = await SigningStage.StartAsync(
            DatabaseKind.Sqlite, ("Civic:RateLimits:verification", "2"));
        HttpStatusCode last = default;
        for (var i = 0; i < 3; i++)
        {
            using var answer = await stage.Signing.Http.GetAsync("/v/x", TestContext.Current.CancellationToken);
            last = answer.StatusCode;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Descriptions_AskedFor_AreThere()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);

        var api = await stage.Signing.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var root = await stage.Signing.Http.GetStringAsync("/trust-root.pem", TestContext.Current.CancellationToken);

        api.ShouldContain("/seals");
        api.ShouldContain("/validations");
        root.ShouldStartWith("-----BEGIN CERTIFICATE-----");
    }

    private static async Task<string> UploadOnPageAsync(SigningStage stage, byte[]? file)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = true })
        { BaseAddress = new Uri(stage.Signing.Address) };
        var form = await browser.GetStringAsync("/verify");
        var token = Regex.Match(
            form, "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        if (file is not null)
        {
            content.Add(new ByteArrayContent(file), "file", "tep.pdf");
        }

        using var answer = await browser.PostAsync("/verify", content);
        return await answer.Content.ReadAsStringAsync();
    }
}
