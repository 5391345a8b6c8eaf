using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Civic.IdentityBridge.Misuse;
using Civic.IdentityBridge.Storage;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Civic.IdentityBridge.Tests.Representing;

namespace Civic.IdentityBridge.Tests;

/// <summary>Acting for a child ends: by age, by the register, by either account.</summary>
public sealed class RepresentationLaterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Tokens_OnTheBirthdayInVietnam_AreOver(DatabaseKind kind)
    {
        await using var house = await StartAsync(
            kind, at: new DateTimeOffset(2031, 4, 2, 23, 57, 0, TimeSpan.FromHours(7)));
        var tokens = await TokensAsync(house, "minh", "be-na");
        using var waiting = await AtChoiceAsync(house, "minh");
        await waiting.ForAsync("be-na");
        house.Clock.Advance(TimeSpan.FromSeconds(179));
        (await IsActiveAsync(house, tokens)).ShouldBeTrue("23:59:59");
        (await RefreshAsync(house, tokens)).Status.ShouldBe(200);

        house.Clock.Advance(TimeSpan.FromSeconds(1));

        (await IsActiveAsync(house, tokens)).ShouldBeFalse("midnight");
        (await house.Client.UserInfoAsync(tokens.Text("access_token"))).Status.ShouldBe(401);
        (await RefreshAsync(house, tokens)).Error.ShouldBe("invalid_grant");
        (await waiting.AgreeAsync()).ShouldBeNull();
        waiting.Address.AbsolutePath.ShouldStartWith("/represent/", Case.Sensitive, "the consent page stood open");
        waiting.Page.ShouldContain("trẻ vừa đến tuổi tự làm");
        (await InDatabaseAsync(house, d => d.ServiceSessions.SingleAsync(s => s.RepresentedId != null, Stop)))
            .EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Code_RedeemedAfterMidnight_GivesNothing()
    {
        await using var house = await StartAsync(
            DatabaseKind.Sqlite, at: new DateTimeOffset(2031, 4, 2, 23, 59, 50, TimeSpan.FromHours(7)));
        using var browser = await AtChoiceAsync(house, "minh");
        await browser.ForAsync("be-na");
        var code = await browser.AgreeAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(15));

        (await house.Client.PostAsync("/token", house.Client.CodeGrant(code!))).Error.ShouldBe("invalid_grant");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Refresh_RegisterIsAskedAgainAnHourLater_AndItsWordCounts(DatabaseKind kind)
    {
        var register = Family();
        await using var house = await StartAsync(kind, register);
        var tokens = await TokensAsync(house, "minh", "be-na");
        var asked = register.Asked;
        house.Clock.Advance(TimeSpan.FromMinutes(59));
        (await RefreshAsync(house, tokens)).Status.ShouldBe(200);
        register.Asked.ShouldBe(asked, "its word is of late");

        house.Clock.Advance(TimeSpan.FromMinutes(2));
        register.IsDown = true;
        (await RefreshAsync(house, tokens)).Error.ShouldBe("temporarily_unavailable");
        register.IsDown = false;
        (await RefreshAsync(house, tokens)).Status.ShouldBe(200);
        asked = register.Asked;
        (await RefreshAsync(house, tokens)).Status.ShouldBe(200);
        register.Asked.ShouldBe(asked, "it has just said so");

        // Adopted by somebody else.
        register.Now(register.People[^1] with { Father = Personas.ById("an").Number.Value });
        house.Clock.Advance(TimeSpan.FromMinutes(61));
        var last = await RefreshAsync(house, tokens);
        last.Error.ShouldBe("invalid_grant");
        (await RefreshAsync(house, tokens)).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Refresh_WithFewerScopes_StillNamesWhoActs()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        var tokens = await TokensAsync(house, "minh", "be-na");

        var fewer = await house.Client.PostAsync("/token", new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = tokens.Text("refresh_token"),
            ["scope"] = "openid",
        });

        ActOf(fewer, "access_token").ShouldNotBeNull();
        (await house.Client.UserInfoAsync(fewer.Text("access_token"))).Body.TryGetProperty("act", out _)
            .ShouldBeTrue();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Misuse_OfTheChildsAccount_EndsItAndNobodyActsUntilItIsOpen(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind, age: 18);
        var tokens = await TokensAsync(house, "minh", "gia-han");
        using var waiting = await AtChoiceAsync(house, "ngoc");
        await waiting.ForAsync("gia-han");

        using var child = await house.SignedInAsync(house.Bridge, "gia-han", "/account");
        child.Page.ShouldContain("Cha, mẹ hoặc người giám hộ làm thay cho ông/bà");
        await child.GoAsync("/account/misuse");
        await child.PressAsync("sure", "true");

        (await RefreshAsync(house, tokens)).Error.ShouldBe("invalid_grant");
        (await IsActiveAsync(house, tokens)).ShouldBeFalse();
        (await waiting.AgreeAsync()).ShouldBeNull("it was reported while the consent page stood open");
        using var again = await AtChoiceAsync(house, "minh");
        await again.ForAsync("gia-han");
        await again.ShouldBeRefusedAsync(house, HttpStatusCode.Forbidden, "Tài khoản của trẻ đang khóa");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Account_OfWhoActs_ListsItWithTheNameAndEndsIt(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind);
        var tokens = await TokensAsync(house, "minh", "be-na");

        using var account = await house.SignedInAsync(house.Bridge, "minh", "/account");
        account.Page.ShouldContain("Ông/bà làm thay cho <strong>Đinh Bảo Na</strong>");
        var end = Regex.Match(account.Page, "name=\"end\" value=\"([^\"]+)\"").Groups[1].Value;
        await account.PressAsync("end", end);

        (await IsActiveAsync(house, tokens)).ShouldBeFalse();
        (await RefreshAsync(house, tokens)).Error.ShouldBe("invalid_grant");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Misuse_OfWhoActs_EndsARefreshTokenHoweverOldItsSession(DatabaseKind kind)
    {
        await using var house = await StartAsync(kind);
        var tokens = await TokensAsync(house, "minh", "be-na");
        house.Clock.Advance(TimeSpan.FromHours(20));
        (await RefreshAsync(house, tokens)).Status.ShouldBe(200);

        using var account = await house.SignedInAsync(house.Bridge, "minh", "/account/misuse");
        await account.PressAsync("sure", "true");

        (await RefreshAsync(house, tokens)).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Stored_NothingOfTheChildCanBeRead()
    {
        await using var house = await StartAsync(DatabaseKind.Sqlite);
        await TokensAsync(house, "minh", "be-na");

        var said = await InDatabaseAsync(house, async d => JsonSerializer.Serialize(new
        {
            grants = await d.AuthorizationGrants.ToListAsync(Stop),
            logins = await d.LoginTransactions.ToListAsync(Stop),
            sessions = await d.ServiceSessions.ToListAsync(Stop),
            audit = await d.AuditEvents.ToListAsync(Stop),
        }));

        said.ShouldNotContain("Bảo Na");
        said.ShouldNotContain("B\\u1EA3o Na");
        said.ShouldNotContain(Personas.ById("be-na").Number.Value);
        house.Logged.All.ShouldAllBe(line => !line.Contains("Bảo Na") && !line.Contains("001317999011"));
        said.ShouldContain("representation.chosen");
    }

    /// <summary>
    /// Whatever the register holds, tokens name somebody who acts only where its entry names them for that child
    /// below the age.
    /// </summary>
    [Fact]
    public async Task Tokens_WhateverTheRegisterHolds_NameAnActorOnlyWhereItDoes()
    {
        var (register, chance) = (Family(), new Chance(1402));
        await using var house = await StartAsync(DatabaseKind.Sqlite, register);
        var (minh, an) = (Personas.ById("minh").Number.Value, Personas.ById("an").Number.Value);
        string?[] numbers = [null, minh, an];
        var today = DateOnly.FromDateTime(house.Clock.GetUtcNow().ToOffset(VietnamTime.Offset).DateTime);
        var given = 0;
        for (var round = 0; round < 60; round++)
        {
            var child = Registered.Of("be-na") with
            {
                Born = today.AddYears(-14).AddDays(chance.Below(5) - 2),
                Father = numbers[chance.Below(3)],
                Mother = numbers[chance.Below(3)],
                Guardian = chance.Below(4) == 0 ? numbers[chance.Below(3)] : null,
                NamesOnly = chance.Below(6) == 0,
                YearOnly = chance.Below(6) == 0,
                Deceased = chance.Below(8) == 0,
            };
            register.Now(child);
            using var browser = await AtChoiceAsync(house, "minh");

            await browser.ForAsync(child);

            var may = !child.Deceased && !child.NamesOnly && !child.YearOnly && child.Born > today.AddYears(-14)
                && (child.Guardian is null ? child.Father == minh || child.Mother == minh : child.Guardian == minh);
            browser.Address.AbsolutePath.StartsWith("/consent/", StringComparison.Ordinal)
                .ShouldBe(may, child.ToString());
            if (may)
            {
                var tokens = await house.Client.PostAsync(
                    "/token", house.Client.CodeGrant((await browser.AgreeAsync())!));
                ActOf(tokens, "id_token").ShouldNotBeNull();
                given++;
            }
        }

        given.ShouldBeGreaterThan(5);
    }
}
