using System.Net;
using System.Text.RegularExpressions;
using Civic.IdentityBridge.Administration;
using Civic.IdentityBridge.Matching;
using Civic.IdentityBridge.Storage;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Civic.IdentityBridge.Tests.Differences;

namespace Civic.IdentityBridge.Tests;

/// <summary>What the register says otherwise is settled by two administrators.</summary>
public sealed class MatchingQueueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task Queue_TwoAdministratorsAccept_PersonSignsIn(DatabaseKind kind)
    {
        await using var house = await HouseWithAdministratorsAsync(kind);
        using var refused = await AtDifferenceAsync(house, "renamed");
        using var an = await house.SignedInAsync(house.Bridge, "an", "/admin/identities");
        an.Page.ShouldContain("Không có số và tên này");
        an.Page.ShouldContain("Tên Khác");

        await SettleAsync(house, an, Settlement.Accept);
        using (await AtDifferenceAsync(house, "renamed"))
        {
            await ConfirmAsync(house, "an", HttpStatusCode.Conflict);
        }

        await ConfirmAsync(house, "binh", HttpStatusCode.OK);

        (await house.Client.CodeAsync("renamed")).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Queue_TwoAdministratorsCloseAndReopen_HoldsWhateverTheRegisterSays(DatabaseKind kind)
    {
        await using var house = await HouseWithAdministratorsAsync(kind);
        using (await AtDifferenceAsync(house, "phuc"))
        {
            using var an = await house.SignedInAsync(house.Bridge, "an", "/admin/identities");
            await SettleAsync(house, an, Settlement.Close);
            await ConfirmAsync(house, "binh", HttpStatusCode.OK);
        }

        using (var closed = await AtDifferenceAsync(house, "phuc"))
        {
            closed.Page.ShouldContain("Hai cán bộ đã đối chiếu và đóng tài khoản");
            using var an = await house.SignedInAsync(house.Bridge, "an", "/admin/identities");
            an.Page.ShouldContain("Đã đóng");
            await SettleAsync(house, an, Settlement.Reopen);
            await ConfirmAsync(house, "binh", HttpStatusCode.OK);
        }

        (await LinkAsync(house, Personas.ById("phuc").Number.Value)).State.ShouldBe(nameof(LinkState.Questioned));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Queue_NumberReplaced_AccountMovesAndServicesKnowThePersonStill(DatabaseKind kind)
    {
        await using var house = await HouseWithAdministratorsAsync(kind);
        house.Order(FaultKind.Http5xx, Route, house.Registers);
        var before = await IdTokenAsync(house, "former");
        using (await AtDifferenceAsync(house, "former"))
        {
            using var an = await house.SignedInAsync(house.Bridge, "an", "/admin/identities");
            an.Page.ShouldContain(Personas.ById("thao").Number.Value);
            an.Page.ShouldNotContain("value=\"Accept\"");
            await SettleAsync(house, an, Settlement.Merge);
            await ConfirmAsync(house, "binh", HttpStatusCode.OK);
        }

        var after = await IdTokenAsync(house, "former");

        before.GetPayloadValue<string>("national_id").ShouldBe(Personas.ById("thao").OldNumber);
        after.GetPayloadValue<string>("national_id").ShouldBe(Personas.ById("thao").Number.Value);
        after.Subject.ShouldBe(before.Subject);
    }

    [Fact]
    public async Task Queue_AccountChangedSinceItWasProposed_IsNotSettled()
    {
        await using var house = await HouseWithAdministratorsAsync(DatabaseKind.Sqlite);
        using (await AtDifferenceAsync(house, "renamed"))
        {
            using var an = await house.SignedInAsync(house.Bridge, "an", "/admin/identities");
            await SettleAsync(house, an, Settlement.Close);
        }

        // The register now agrees: the same person under the right name.
        await house.Client.CodeAsync("giang");

        await ConfirmAsync(house, "binh", HttpStatusCode.Conflict);
        (await house.Client.CodeAsync("giang")).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Settle_NewNumberHasMovedOnItself_IsNotMovedInACircle(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, registers: true);
        var (an, binh) = (Personas.ById("an").Number, Personas.ById("binh").Number);
        await house.Client.CodeAsync("an");
        await house.Client.CodeAsync("binh");
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        var ids = await database.Persons.ToDictionaryAsync(p => p.NationalId, p => p.Id, Stop);
        var (one, other) = (await database.AccountLinks.SingleAsync(l => l.PersonId == ids[an], Stop),
            await database.AccountLinks.SingleAsync(l => l.PersonId == ids[binh], Stop));
        (one.State, one.MergedInto) = (nameof(LinkState.Merged), ids[binh]);
        (other.State, other.Finding, other.ReplacedBy) =
            (nameof(LinkState.Questioned), nameof(Finding.NumberReplaced), an.Value);
        await database.SaveChangesAsync(Stop);

        (await scope.ServiceProvider.GetRequiredService<Settling>().SettleAsync(
            ids[binh], Finding.NumberReplaced, Settlement.Merge, Stop)).ShouldBeFalse();
        other.State.ShouldBe(nameof(LinkState.Questioned));
    }

    [Fact]
    public async Task Pages_OnAPhone_AreReadableByAll()
    {
        await using var house = await HouseWithAdministratorsAsync(DatabaseKind.Sqlite);
        await using var phone = await Phone.NewAsync();
        foreach (var (person, finding, _) in Differing)
        {
            await phone.Page.GotoAsync(house.Client.AuthorizeAddress(await house.Client.PushAsync()));
            await phone.Page.FillAsync("input[name=Who]", person);
            await phone.Page.ClickAsync("button");
            await phone.LookAsync($"difference-{finding}");
        }

        await phone.Page.GotoAsync(house.Issuer + "/admin/identities");
        await phone.Page.FillAsync("input[name=Who]", "an");
        await phone.Page.ClickAsync("button");
        await phone.Page.ClickAsync("button[value=approve]");
        await phone.LookAsync("admin-identities");
        await phone.Page.ClickAsync("button[value=Close]");
        await phone.LookAsync("admin-proposal");
    }

    private static async Task<House> HouseWithAdministratorsAsync(DatabaseKind kind)
    {
        var house = await House.StartAsync(kind, live: true, foreign: true, registers: true);
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        (await ActivatorUtilities.CreateInstance<Bootstrap>(scope.ServiceProvider).NameAsync(
            Personas.ById("an").Number, Personas.ById("binh").Number, TestContext.Current.CancellationToken))
            .ShouldBeTrue();
        return house;
    }

    private static async Task SettleAsync(House house, Browser administrator, Settlement settlement)
    {
        await administrator.PressAsync(
            "settlement", settlement.ToString(), null, ("person", ValueOf("person", administrator)),
            ("finding", ValueOf("finding", administrator)));
        administrator.Address.ToString().ShouldBe(house.Issuer + "/admin");
    }

    private static async Task ConfirmAsync(House house, string administrator, HttpStatusCode status)
    {
        using var browser = await house.SignedInAsync(house.Bridge, administrator, "/admin");
        await browser.PressAsync("decide", "confirm", null, ("id", ValueOf("id", browser)));
        browser.Status.ShouldBe(status);
    }

    private static string ValueOf(string field, Browser browser) =>
        Regex.Match(browser.Page, $"name=\"{field}\" value=\"([^\"]+)\"").Groups[1].Value;

    private static async Task<Microsoft.IdentityModel.JsonWebTokens.JsonWebToken> IdTokenAsync(
        House house, string person) =>
        (await house.Client.PostAsync("/token", house.Client.CodeGrant(await house.Client.CodeAsync(person))))
        .Token("id_token");
}
