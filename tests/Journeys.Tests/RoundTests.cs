using Civic.Visiting;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>The pages beside the journeys, each looked over by axe as the person who uses it, on a phone.</summary>
public sealed class RoundTests(KeptHouse house)
{
    private string Site => house.Addresses["judicial"];

    private string Bridge => house.Addresses["identity"];

    private string Issued => house.Report.GetProperty("dossiers")[1].GetProperty("code").GetString()!;

    [Fact]
    public async Task Head_OnAPhone_ReadsWhatTheRulesSayAndWhatPeopleSay()
    {
        await using var head = await Visitor.NewAsync("rules");
        await head.SignInAsync($"{Site}/staff", "truong-phong");
        await head.GoAndLookAsync($"{Site}/staff/policies", "policies");
        await head.GoAndLookAsync($"{Site}/staff/policies/simulate", "simulate");
        await head.GoAndLookAsync(
            $"{Site}/staff/policies/simulate?from=2026-11-01&to=2027-10-31", "simulated");
        await head.GoAndLookAsync($"{Site}/staff/policies/simulate?from=2020-01-01&to=2027-10-31", "too-long");
        await head.GoAndLookAsync($"{Site}/staff/policies/explain", "explain");
        await head.GoAndLookAsync($"{Site}/staff/policies/explain?code={Issued}", "explained");
        await head.GoAndLookAsync($"{Site}/staff/feedback", "feedback-read");
        head.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reception_OnAPhone_SeesTheCounterFormAndWhatIsMissing()
    {
        await using var reception = await Visitor.NewAsync("counter");
        await reception.SignInAsync($"{Site}/staff", "tiep-nhan");
        await reception.GoAndLookAsync($"{Site}/staff/counter", "counter");
        await reception.PressAsync("main form button[type=submit]");
        await reception.LookAsync("counter-missing");
        (await reception.Page.Locator("main [href^='#']").CountAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Clerk_OnAPhone_ReadsTheRegister()
    {
        await using var clerk = await Visitor.NewAsync("register");
        await clerk.SignInAsync($"{Site}/staff/register", "van-thu");
        await clerk.LookAsync("register");
        (await clerk.Page.Locator("main").InnerTextAsync()).ShouldContain(Issued);
        clerk.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clerk_OnAPhone_FindsARequestByANameWithoutMarksAndSeesThePaperList()
    {
        await using var clerk = await Visitor.NewAsync("finds");
        await clerk.SignInAsync($"{Site}/staff", "van-thu");
        await clerk.Page.FillAsync("#code", "le van cuong");
        await clerk.PressAsync("form[role=search] button[type=submit]");
        await clerk.LookAsync("found");
        (await clerk.Page.Locator("main").InnerTextAsync()).ShouldContain(Issued);
        clerk.Page.Url.ShouldBe($"{Site}/staff", "an address holds nobody's name");
        await clerk.GoAndLookAsync($"{Site}/staff/paper-copies", "paper-copies");
        clerk.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clinician_OnAPhone_SaysWhyARecordIsToBeOpenedInAnEmergency()
    {
        await using var clinician = await Visitor.NewAsync("emergency");
        await clinician.SignInAsync($"{house.Addresses["health"]}/phong-kham/cap-cuu", "bac-si-2");
        await clinician.LookAsync("emergency");
        await clinician.PressAsync("main form button[type=submit]");
        await clinician.LookAsync("emergency-missing");
        (await clinician.Page.Locator("#error-summary a").First.GetAttributeAsync("href"))
            .ShouldBe("#Number", "in the order of the fields");
    }

    [Theory, InlineData("judicial"), InlineData("health")]
    public async Task Anybody_OnAPhone_IsToldWhyToConfirmAnew(string service)
    {
        await using var visitor = await Visitor.NewAsync($"anew-{service}");
        var address = $"{house.Addresses[service]}/sign-in-again?maxAge=300&returnUrl=";
        await visitor.GoAndLookAsync(address + "/back", "confirm-anew");
        (await visitor.Page.Locator("main a >> nth=1").GetAttributeAsync("href")).ShouldBe("/back");
        await visitor.Page.GotoAsync(address + "https://evil.example/");
        (await visitor.Page.Locator("main a >> nth=1").GetAttributeAsync("href")).ShouldBe("/");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Citizen_OnAPhone_GivesFeedbackAndSeesItKept()
    {
        await using var citizen = await Visitor.NewAsync("feedback");
        await citizen.SignInAsync($"{Site}/requests", "an");
        await citizen.GoAndLookAsync($"{Site}/feedback", "feedback");
        await citizen.Page.CheckAsync("input[name=topic] >> nth=0");
        await citizen.Page.FillAsync("#words", "Quầy số 3 hướng dẫn rất rõ, chỉ thiếu chỗ ngồi chờ.");
        await citizen.PressAsync("#feedback button[type=submit]");
        await citizen.LookAsync("feedback-sent");
        (await citizen.Page.Locator("main").InnerTextAsync()).ShouldContain("Quầy số 3");
        citizen.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Citizen_OnAPhone_SeesTheAccountAtTheBridge()
    {
        await using var citizen = await Visitor.NewAsync("account");
        await citizen.SignInAsync($"{Bridge}/account", "an");
        citizen.Page.Url.ShouldBe($"{Bridge}/account");
        await citizen.LookAsync("account");
        await citizen.GoAndLookAsync($"{Bridge}/account/upstreams", "upstreams");
        await citizen.GoAndLookAsync($"{Bridge}/end-session", "end-session");
        await citizen.GoAndLookAsync($"{Bridge}/admin", "admin-refused");
    }
}
