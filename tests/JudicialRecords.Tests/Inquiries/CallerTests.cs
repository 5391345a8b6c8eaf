using System.Text.Json.Nodes;
using Civic.JudicialRecords.Tests.VneidApplication;
using Civic.JudicialRecords.Tests.Web.Staff;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Inquiries;

/// <summary>Who may ask at all, and how much.</summary>
public sealed class CallerTests
{
    private const string Portal = "judicial.portal";

    [Theory]
    [InlineData("/DVC/TraCuuHoSo")]
    [InlineData("/DVC/LayDanhSachTTHC")]
    public async Task Ask_WithoutTheRightToken_IsAProblemAndAsksNothing(string path)
    {
        await using var house = await StaffHouse.StartAsync();
        using var portal = new Caller(house, TheClients.AnotherPortal);
        using var application = new Caller(house, TheClients.Another);
        using var clinic = new Caller(house, TheClients.Clinic);
        var token = await portal.TokenAsync(Portal);

        await Refusals.ShouldBeAsync(portal.SendAsBearerAsync(path, null, HttpMethod.Post), 401, "token-missing");
        await Refusals.ShouldBeAsync(portal.SendAsBearerAsync(path, token, HttpMethod.Post), 401, "invalid-token");
        await Refusals.ShouldBeAsync(portal.SendAsync(HttpMethod.Post, path, "{}", token + "x"), 401, "invalid-token");
        await Refusals.ShouldBeAsync(
            application.SendAsync(HttpMethod.Post, path, "{}", token), 401, "invalid-dpop-proof");
        await Refusals.ShouldBeAsync(
            clinic.SendAsync(HttpMethod.Post, path, "{}", await clinic.TokenAsync("health.summary.read")),
            401, "invalid-token", "of another audience");
        await Refusals.ShouldBeAsync(
            application.SendAsync(HttpMethod.Post, path, "{}", await application.TokenAsync()),
            403, "insufficient-scope");
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "dossier.looked-up"))).ShouldBe(0);
    }

    [Fact]
    public async Task Portal_OtherThanItsQuestions_IsNotAllowed()
    {
        await using var house = await StaffHouse.StartAsync();
        using var portal = new Caller(house, TheClients.AnotherPortal);

        (await Should.ThrowAsync<InvalidOperationException>(() => portal.TokenAsync())).Message
            .ShouldContain("invalid_scope");
        await Refusals.ShouldBeAsync(
            portal.SendAsync(HttpMethod.Get, "/LLTP/LayMaHoSo", null, await portal.TokenAsync(Portal)),
            403, "insufficient-scope");
    }

    [Theory]
    [InlineData("/DVC/TraCuuHoSo")]
    [InlineData("/DVC/LayDanhSachTTHC")]
    public async Task Ask_TooMuch_IsRefusedUnread(string path)
    {
        await using var house = await StaffHouse.StartAsync();
        using var portal = new Caller(house, TheClients.AnotherPortal);
        var body = new JsonObject { ["MaHoSo"] = new string('1', 5000) }.ToJsonString();

        await Refusals.ShouldBeAsync(
            portal.SendAsync(HttpMethod.Post, path, body, await portal.TokenAsync(Portal)), 413, "question-too-large");
    }
}
