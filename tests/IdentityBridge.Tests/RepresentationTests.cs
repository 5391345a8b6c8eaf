using System.Net;
using System.Text.Json;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static Civic.IdentityBridge.Tests.Representing;

namespace Civic.IdentityBridge.Tests;

/// <summary>A parent or guardian, confirmed by the population register, signs in for a child.</summary>
public sealed class RepresentationTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Login_ForOwnChild_EveryAnswerIsAboutTheChildAndNamesWhoActs(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind);
        var own = (await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(await house.Client.CodeAsync("minh")))).Token("id_token").Subject;
        using var browser = await AtChoiceAsync(house, "minh");
        browser.Page.ShouldNotContain("Đinh Bảo Na", Case.Sensitive, "nobody's children are listed");
        await browser.ForAsync("be-na");

        browser.Page.ShouldContain("Ông/bà làm thay cho con");
        browser.Page.ShouldContain("Đinh Bảo Na");
        browser.Page.ShouldContain("quan hệ với trẻ");
        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant((await browser.AgreeAsync())!));

        var idToken = tokens.Token("id_token");
        idToken.Subject.ShouldNotBe(own);
        foreach (var token in new[] { "id_token", "access_token" })
        {
            ActOf(tokens, token)!.Value.GetProperty("sub").GetString().ShouldBe(own, "the same as for themselves");
            ActOf(tokens, token)!.Value.GetProperty("relation").GetString().ShouldBe("parent");
            tokens.Token(token).Subject.ShouldBe(idToken.Subject);
        }

        idToken.GetPayloadValue<string>("acr").ShouldBe("urn:civic:loa:2");
        idToken.GetPayloadValue<string>("name").ShouldBe("Đinh Bảo Na");
        var said = (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Body;
        said.GetProperty("sub").GetString().ShouldBe(idToken.Subject);
        said.GetProperty("act").GetProperty("sub").GetString().ShouldBe(own);
        said.GetProperty("national_id").GetString().ShouldBe(Personas.ById("be-na").Number.Value);
        said.GetProperty("birthdate").GetString().ShouldBe("2017-04-03");
        said.GetProperty("gender").GetString().ShouldBe("female");
        said.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["act", "birthdate", "gender", "name", "national_id", "sub"], ignoreOrder: true);
        var introspected = await house.Client.PostAsync(
            "/introspect", new() { ["token"] = tokens.Text("access_token") });
        introspected.Body.GetProperty("act").GetProperty("sub").GetString().ShouldBe(own);
        introspected.Text("sub").ShouldBe(idToken.Subject);
        ActOf(await RefreshAsync(house, tokens), "access_token").ShouldNotBeNull();
    }

    [Fact]
    public async Task Login_ByTheOtherParentOrTheGuardian_IsOneChildUnderOneName()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);

        var (father, mother) = (await TokensAsync(house, "minh", "be-na"), await TokensAsync(house, "ngoc", "be-na"));
        father.Token("id_token").Subject.ShouldBe(mother.Token("id_token").Subject);
        ActOf(father, "id_token")!.Value.GetRawText().ShouldNotBe(ActOf(mother, "id_token")!.Value.GetRawText());
        ActOf(await TokensAsync(house, "ha", "be-bao"), "id_token")!.Value.GetProperty("relation").GetString()
            .ShouldBe("guardian");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_ByAParentBornInAYear_IsForTheChild(DatabaseKind kind)
    {
        var (register, parent) = (Family(), Registered.Of("cu-my"));
        await using var house = await StartAsync(kind, register);
        var child = register.People[^1] with { Father = null, Mother = parent.Number };
        register.Now(parent with { YearOnly = true }, child);

        var tokens = await TokensAsync(house, "cu-my", "be-na");

        ActOf(tokens, "id_token")!.Value.GetProperty("relation").GetString().ShouldBe("parent");
        tokens.Token("id_token").GetPayloadValue<string>("name").ShouldBe("Đinh Bảo Na");
        house.Clock.Advance(TimeSpan.FromHours(2));
        ActOf(await RefreshAsync(house, tokens), "access_token").ShouldNotBeNull("the register is asked again alike");
    }

    [Theory]
    [InlineData(true, "/consent/")]
    [InlineData(false, "/represent/")]
    public async Task Choose_ChildByYear_IsConfirmedWhereTheRegisterKnowsNoMore(bool yearOnly, string leads)
    {
        var register = Family();
        await using var house = await StartAsync(DatabaseKind.Sqlite, register);
        register.Now(register.People[^1] with { YearOnly = yearOnly });
        using var browser = await AtChoiceAsync(house, "minh");
        var child = register.People[^1];

        await browser.PressAsync(
            "act", "child", null, ("Number", child.Number), ("Name", child.Name), ("BirthDate", "2017"));

        browser.Address.AbsolutePath.ShouldStartWith(leads);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_OneselfChosenOrNothing_IsAPlainLogin(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind);
        using var browser = await AtChoiceAsync(house, "minh");
        await browser.ForAsync("be-na");
        await browser.GoAsync(browser.Address.ToString().Replace("/consent/", "/represent/"));
        await browser.PressAsync("act", "self");

        var code = await browser.AgreeAsync();

        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant(code!));
        ActOf(tokens, "id_token").ShouldBeNull();
        tokens.Token("id_token").GetPayloadValue<string>("name").ShouldBe("Đinh Văn Minh");
        tokens.Text("scope").ShouldBe("openid profile national_id offline_access");
    }

    [Fact]
    public async Task Login_MemberOfStaffActsForAChild_IsNoMemberOfStaffInIt()
    {
        var staff = Path.GetTempFileName();
        await File.WriteAllTextAsync(staff, JsonSerializer.Serialize(new[]
        {
            new Dictionary<string, object>
            {
                ["national_id"] = Personas.ById("bac-si").Number.Value,
                ["client_id"] = "by-hand",
                ["roles"] = new[] { "clinician" },
                ["title"] = "Bác sĩ",
                ["unit"] = "Phòng khám",
                ["facility_code"] = "01901",
            },
        }), TestContext.Current.CancellationToken);
        await using var house = await StartAsync(DatabaseKind.Sqlite, staff: staff);
        var own = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(await house.Client.CodeAsync("bac-si")));
        own.Token("id_token").TryGetPayloadValue<JsonElement>("roles", out _).ShouldBeTrue();

        using var browser = await AtChoiceAsync(house, "bac-si");
        await browser.ForAsync("be-khoi");
        browser.Page.ShouldNotContain("Bác sĩ");
        var tokens = await house.Client.PostAsync("/token", house.Client.CodeGrant((await browser.AgreeAsync())!));

        foreach (var claim in new[] { "roles", "staff_title", "staff_unit", "facility_code" })
        {
            tokens.Token("id_token").TryGetPayloadValue<JsonElement>(claim, out _).ShouldBeFalse(claim);
            tokens.Token("access_token").TryGetPayloadValue<JsonElement>(claim, out _).ShouldBeFalse(claim);
            (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Body.TryGetProperty(claim, out _)
                .ShouldBeFalse(claim);
        }

        File.Delete(staff);
    }

    [Theory]
    [InlineData("an", "be-na")]
    [InlineData("minh", "be-bao")]
    [InlineData("ngoc", "be-khoi")]
    public async Task Choice_SomebodyElsesChild_IsNotToldFromNobody(string actor, string child)
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        using var browser = await AtChoiceAsync(house, actor);
        await browser.ForAsync(Registered.Of(child) with { Name = "Không Có Ai" });
        var nobody = browser.Page.Replace("Không Có Ai", Registered.Of(child).Name);

        await browser.ForAsync(child);

        Plain(browser.Page).ShouldBe(Plain(nobody));
        await browser.ShouldBeRefusedAsync(house, HttpStatusCode.Forbidden, "Chưa xác nhận được quan hệ");
        static string Plain(string page) => System.Text.RegularExpressions.Regex.Replace(
            page, "(CfDJ8[^\"]*|nonce=\"[^\"]*\"|[0-9a-f]{32})", "");
    }

    [Theory]
    [InlineData(14, "gia-han", false)]
    [InlineData(18, "gia-han", true)]
    [InlineData(8, "be-na", false)]
    [InlineData(9, "be-na", true)]
    public async Task Choice_AgeOfTheChildToday_IsHeldToTheClientsLimit(int age, string child, bool isTaken)
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite, age: age);
        using var browser = await AtChoiceAsync(house, "minh");
        await browser.ForAsync(child);

        if (isTaken)
        {
            (await browser.AgreeAsync()).ShouldNotBeNull();
        }
        else
        {
            await browser.ShouldBeRefusedAsync(house, HttpStatusCode.Forbidden, "đã đến tuổi tự làm");
        }
    }

    [Fact]
    public async Task Choice_FieldsWrong_SaysWhichAndAsksNobody()
    {
        var register = Family();
        await using var house = await StartAsync(DatabaseKind.Sqlite, register);
        using var browser = await AtChoiceAsync(house, "minh");
        var before = register.Asked;

        await browser.PressAsync("act", "child", null, ("Number", "12"), ("Name", " "), ("BirthDate", "31/02/2017"));

        browser.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var words in new[] { "href=\"#Number\"", "href=\"#Name\"", "href=\"#BirthDate\"" })
        {
            browser.Page.ShouldContain(words);
        }

        register.Asked.ShouldBe(before);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Choice_RegisterDown_SaysSoAndTheLoginGoesOnForOneself(DatabaseKind kind)
    {
        var register = Family();
        await using var house = await StartAsync(kind, register);
        using var browser = await AtChoiceAsync(house, "minh");
        register.IsDown = true;

        await browser.ForAsync("be-na");

        await browser.ShouldBeRefusedAsync(
            house, HttpStatusCode.ServiceUnavailable, "Cơ sở dữ liệu quốc gia về dân cư chưa trả lời");
    }

    [Fact]
    public async Task Choice_RegisterAnswersWithoutTheNumberOrOfTheDead_IsRefused()
    {
        var register = Family();
        await using var house = await StartAsync(DatabaseKind.Sqlite, register);
        var (child, minh) = (register.People[^1], register.People[0]);
        Registered[][] says =
        [
            [child with { NamesOnly = true }], [child with { Deceased = true }], [child with { Father = null }],
            [child with { Guardian = Personas.ById("an").Number.Value }], [minh with { Deceased = true }],
            [child, child with { Father = null }],
            // The number was replaced: the register knows nobody by the old one.
            [child with { Number = "001317999012" }],
        ];
        foreach (var entries in says)
        {
            using var browser = await AtChoiceAsync(house, "minh");
            register.People.RemoveAll(p => p.Number == child.Number);
            register.Now(entries);
            await browser.ForAsync("be-na");
            await browser.ShouldBeRefusedAsync(house, HttpStatusCode.Forbidden, "Chưa xác nhận được quan hệ");
            register.Now(child, minh);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Consent_PageShowedAnotherChoice_IsShownAnew(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind);
        using var browser = await AtChoiceAsync(house, "minh");
        await browser.ForAsync("be-na");
        var consent = browser.Address;

        // What another page of the browser, or a hand, sends: nothing, somebody's, another's.
        foreach (var sent in new[] { "", Guid.NewGuid().ToString(), Personas.ById("be-khoi").Number.Value })
        {
            await browser.PressAtAsync(consent, "decision", "approve", ByHand.Redirect, ("choice", sent));
            browser.Address.AbsolutePath.ShouldStartWith("/consent/");
            browser.Page.ShouldContain("Đinh Bảo Na");
            browser.Page.ShouldContain("câu trả lời vừa rồi không được dùng");
        }

        using var other = new Browser();
        await other.GoAsync(consent.ToString());
        other.Status.ShouldBe(HttpStatusCode.BadRequest, "another browser");
        await other.GoAsync(consent.ToString().Replace("/consent/", "/represent/"));
        other.Status.ShouldBe(HttpStatusCode.BadRequest);
        other.Page.ShouldNotContain("Đinh");
        (await browser.AgreeAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Push_ScopeNotRegistered_IsRefusedAndALevel1LoginIsNotAsked()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        var form = house.OtherClient.Request();
        form["scope"] = "openid represent";
        (await house.OtherClient.PostAsync("/par", form)).Error.ShouldBe("invalid_scope");

        using var browser = new Browser();
        await browser.GoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync(r =>
        {
            r["scope"] = Scopes;
            r["acr_values"] = "urn:civic:loa:1";
        })));
        await browser.PressAsync("Persona", "lan");
        browser.Address.AbsolutePath.ShouldStartWith("/consent/");
        await browser.GoAsync(browser.Address.ToString().Replace("/consent/", "/represent/"));
        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
