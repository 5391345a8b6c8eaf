using System.Text.Json.Nodes;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.VneidApplication;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Inquiries;

/// <summary>The one-stop software polls for what came through it.</summary>
public sealed class OneStopTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Poll_FromTheCounterToTheResult_IsWhatVneidIsTold(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var desk = new TheOneStop(house);
        var staff = new StaffSteps(house);
        var id = await desk.AtTheCounterAsync(await house.SubmittedAsync("binh"));
        var code = (await house.DossierAsync(id)).Code;

        var first = (await desk.PollsAsync(code))["data"]!.AsObject();

        (first["trangThaiXuLy"]!.GetValue<int>(), first["maTinh"]!.ToString()).ShouldBe((1, "01"));
        first.ContainsKey("ketQuaXuLy").ShouldBeFalse();
        await staff.ApprovedAsync(id);
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        (await desk.PollsAsync(code))["data"]!.AsObject().ContainsKey("ketQuaXuLy").ShouldBeFalse("not sealed yet");
        await staff.DoesAsync("van-thu", id, "order-seal");
        await house.WaitUntilAsync(id, d => d.State == DossierState.Returned);

        var last = (await desk.PollsAsync(code))["data"]!.AsObject();

        last["trangThaiXuLy"]!.GetValue<int>().ShouldBe(10);
        Convert.FromBase64String(last["ketQuaXuLy"]!["phieuLLTP"]!.ToString())
            .ShouldBe((await house.DocumentAsync(id, DocumentKind.CertificateSealed))!);
        last.ContainsKey("ThuHoiQuyetDinh").ShouldBeFalse();
        JsonNode.DeepEquals(last, await desk.VneidWasToldAsync(code)).ShouldBeTrue();
        (await desk.AuditedAsync(code)).ShouldBe(["false", "false", "true"]);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Poll_OfOthersAndOfItsOwn_OnlyItsOwnIsTold(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        using var desk = new TheOneStop(house);
        var online = (await house.DossierAsync(await house.SubmittedAsync("binh"))).Code;
        var application = (await new TheApplication(house).TakenAsync(new { persona = "thao" })).Code;
        var handed = await desk.HandsOverAsync("an");

        foreach (var code in new[] { online, application, "H26.1-240903-9998", "001099000001" })
        {
            var answer = await desk.PollsAsync(code);
            (answer["statusCode"]!.ToString(), answer["data"]).ShouldBe(("01", null), code);
            answer["errorDetail"]!.ToString().ShouldStartWith("maHoSoMCDT: ");
        }

        var own = await desk.PollsAsync(handed);
        (own["statusCode"]!.ToString(), own["data"]!["trangThaiXuLy"]!.GetValue<int>()).ShouldBe(("00", 1));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = (await house.QueryAsync(d => d.Dossiers.SingleAsync(x => x.Code == handed))).Id;
        await new StaffSteps(house).DoesAsync("tiep-nhan", id, "ask-supplement", reason: "Thiếu bản sao hộ chiếu");
        var waiting = (await desk.PollsAsync(handed))["data"]!;
        (waiting["trangThaiXuLy"]!.GetValue<int>(), waiting["lyDoTuChoi"]!.ToString())
            .ShouldBe((5, "Thiếu bản sao hộ chiếu"));
        (await house.QueryAsync(d => d.AuditEvents.Where(e => e.Action == "result.polled" && e.Outcome == "unknown")
            .Select(e => e.Subject).ToListAsync())).ShouldBe(
            [online, application, "H26.1-240903-9998", "-"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"maTinh":"01","maHoSoMCDT":"H26.1-240903-0001","authKey":"bi-mat"}""", "authKey: ", "invalid")]
    [InlineData("""{"maTinh":"01","maHoSoMCDT":"H26.1-240903-0001","authKey":{}}""", "authKey: ", "invalid")]
    [InlineData("""{"maTinh":"01","maHoSoMCDT":"H26.1-240903-0001","authKey":""}""", "maHoSoMCDT: ", "unknown")]
    [InlineData("""{"maTinh":"79","maHoSoMCDT":"H26.1-240903-0001"}""", "maTinh: ", "invalid")]
    [InlineData("""{"maHoSoMCDT":"H26.1-240903-0001"}""", "maTinh: ", "invalid")]
    [InlineData("""{"maTinh":"01"}""", "maHoSoMCDT: ", "invalid")]
    [InlineData("""{"maTinh":"01","maTinh":"01","maHoSoMCDT":"H26.1-240903-0001"}""", "$: ", "unreadable")]
    [InlineData("""{"maTinh":"01","maHoSo""", "$: ", "unreadable")]
    [InlineData("null", "$: ", "unreadable")]
    public async Task Poll_WrongQuestion_IsRefusedByPathAndAudited(string body, string path, string outcome)
    {
        await using var house = await StaffHouse.StartAsync();
        using var desk = new TheOneStop(house);

        var answer = await desk.PollsRawAsync(body);

        answer["statusCode"]!.ToString().ShouldBe("01");
        answer["errorDetail"]!.ToString().ShouldStartWith(path);
        answer["errorDetail"]!.ToString().ShouldNotContain("bi-mat");
        var audited = await house.QueryAsync(d => d.AuditEvents.SingleAsync(e => e.Action == "result.polled"));
        (audited.Actor, audited.Outcome).ShouldBe((TheClients.OneStop, outcome));
        audited.Detail.ShouldNotContain("bi-mat");
    }

    [Fact]
    public async Task Poll_WithoutTheRightTokenOrTooMuch_IsAProblem()
    {
        await using var house = await StaffHouse.StartAsync();
        using var application = new Caller(house, TheClients.Another);
        using var portal = new Caller(house, TheClients.AnotherPortal);
        using var desk = new Caller(house, TheClients.OneStop);
        const string Path = TheOneStop.Path;
        var token = await desk.TokenAsync(TheOneStop.Scope);

        await Refusals.ShouldBeAsync(desk.SendAsBearerAsync(Path, null, HttpMethod.Post), 401, "token-missing");
        await Refusals.ShouldBeAsync(desk.SendAsBearerAsync(Path, token, HttpMethod.Post), 401, "invalid-token");
        await Refusals.ShouldBeAsync(
            application.SendAsync(HttpMethod.Post, Path, "{}", await application.TokenAsync()),
            403, "insufficient-scope");
        await Refusals.ShouldBeAsync(
            portal.SendAsync(HttpMethod.Post, Path, "{}", await portal.TokenAsync("judicial.portal")),
            403, "insufficient-scope");
        await Refusals.ShouldBeAsync(
            desk.SendAsync(HttpMethod.Post, "/DVC/TraCuuHoSo", "{}", token), 403, "insufficient-scope");
        await Refusals.ShouldBeAsync(
            desk.SendAsync(HttpMethod.Post, Path, $$"""{"a":"{{new string('1', 5000)}}"}""", token),
            413, "question-too-large");
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "result.polled"))).ShouldBe(0);
    }
}
