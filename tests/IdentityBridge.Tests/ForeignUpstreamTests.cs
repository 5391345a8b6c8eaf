using System.Net;
using Civic.Sandbox;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>The bridge as relying party of a provider that is not ours, and of its spoiled id_tokens.</summary>
public sealed class ForeignUpstreamTests(ForeignUpstreamHouses houses) : IClassFixture<ForeignUpstreamHouses>
{
    /// <summary>What is done to the id_token, and why it is not believed.</summary>
    private static readonly (string Mode, string Why)[] Spoiled =
    [
        ("issuer", "id-token-issuer"),
        ("issuer-slash", "id-token-issuer"),
        ("audience", "id-token-audience"),
        ("audiences", "id-token-not-for-this-login"),
        ("nonce", "id-token-not-for-this-login"),
        ("no-nonce", "id-token-not-for-this-login"),
        ("expired", "id-token-time"),
        ("no-expiry", "id-token-time"),
        ("no-issue-time", "id-token-time"),
        ("no-subject", "identity-incomplete"),
        ("future", "id-token-time"),
        ("not-before", "id-token-time"),
        ("stale-login", "login-not-fresh"),
        ("future-login", "login-not-fresh"),
        ("rs256", "id-token-signature"),
        ("hs256", "id-token-signature"),
        ("no-key-id", "id-token-signature"),
        ("foreign-key", "id-token-signature"),
        ("own-key-in-header", "id-token-malformed"),
        ("unsigned", "id-token-malformed"),
        ("altered", "id-token-signature"),
        ("reused", "id-token-not-for-this-login"),
        ("swapped", "id-token-not-for-this-login"),
    ];

    public static TheoryData<DatabaseKind, string, string> Tampering()
    {
        var rows = new TheoryData<DatabaseKind, string, string>();
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            foreach (var (mode, why) in Spoiled)
            {
                rows.Add(kind, mode, why);
            }
        }

        return rows;
    }

    [Modules("OIDCCClientTest")]
    [Theory, ClassData(typeof(Databases))]
    public async Task Login_AtOidcProvider_GivesThePersonAndTheLevel(DatabaseKind kind)
    {
        var house = await houses.OfAsync(kind);

        var answer = await house.Client.PostAsync(
            "/token", house.Client.CodeGrant(await house.Client.CodeAsync("an")));

        var idToken = answer.Token("id_token");
        idToken.GetPayloadValue<string>("acr").ShouldBe("urn:civic:loa:2");
        idToken.GetPayloadValue<string>("name").ShouldBe(Personas.ById("an").Name);
        idToken.GetPayloadValue<string>("national_id").ShouldBe(Personas.ById("an").Number.Value);
    }

    [Modules("OIDCCClientTestInvalidIssuerInIdToken", Check = "issuer")]
    [Modules("OIDCCClientTestInvalidAudInIdToken", Check = "audience")]
    [Modules("OIDCCClientTestMissingSubInIdToken", Check = "no-subject")]
    [Modules("OIDCCClientTestMissingIatInIdToken", Check = "no-issue-time")]
    [Modules("OIDCCClientTestNonceInvalid", Check = "nonce")]
    [Modules("OIDCCClientTestIdTokenSigAlgNone", Check = "unsigned")]
    [Modules(
        "OIDCCClientTestIdTokenSignedUsingRS256", "OIDCCClientTestInvalidIdTokenSignatureWithRS256",
        Check = "rs256", RefusedBy = "FAPI 2.0 SP §5.4.1")]
    [Modules("OIDCCClientTestKidAbsentMultipleMatchingKeysInJwks", Check = "no-key-id")]
    [Theory, MemberData(nameof(Tampering))]
    public async Task Login_IdTokenIsSpoiled_IsRefusedAndRecorded(DatabaseKind kind, string mode, string why)
    {
        var house = await houses.OfAsync(kind);
        // Tokens that are good by themselves, of this person and of another, to put in the place of the right one.
        await house.Client.CodeAsync("an");
        await house.Client.CodeAsync("other");
        await house.Foreign!.TamperAsync(mode);
        var before = TimeProvider.System.GetUtcNow();

        var back = await house.Client.LogInAsync("an");

        ByHand.In(back, "error").ShouldBe("server_error");
        ByHand.In(back, "code").ShouldBeNull();
        ByHand.In(back, "state").ShouldBe("the-state");
        ByHand.In(back, "iss").ShouldBe(house.Issuer);
        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var refused = await scope.ServiceProvider.GetRequiredService<CivicDbContext>().AuditEvents.AsNoTracking()
            .SingleAsync(
                e => e.Action == "login.refused" && e.At >= before, TestContext.Current.CancellationToken);
        refused.Outcome.ShouldBe("server_error");
        refused.Detail.ShouldContain($"\"why\":\"{why}\"");
        refused.Detail.ShouldNotContain(Personas.ById("an").Number.Value);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Page_IdTokenIsSpoiled_SaysThatItWasNotAcceptedAndWhatToDo(DatabaseKind kind)
    {
        var house = await houses.OfAsync(kind);
        await house.Foreign!.TamperAsync("foreign-key");
        using var browser = new Browser();

        await browser.SignInAsync(house.Issuer, "an", "/account");

        browser.Status.ShouldBe(HttpStatusCode.BadRequest);
        browser.Page.ShouldContain("không qua được kiểm tra an toàn");
        browser.Page.ShouldContain("Hãy đăng nhập lại");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Login_PersonStopsAtOidcProvider_ClientIsToldSo(DatabaseKind kind)
    {
        var house = await houses.OfAsync(kind);

        ByHand.In(await house.Client.LogInAsync(""), "error").ShouldBe("access_denied");
    }
}

/// <summary>One house a database: a foreign program takes its time to start.</summary>
public sealed class ForeignUpstreamHouses : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, House> _houses = [];

    internal async Task<House> OfAsync(DatabaseKind kind) => _houses.TryGetValue(kind, out var house)
        ? house
        : _houses[kind] = await House.StartAsync(kind, live: true, foreign: true);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var house in _houses.Values)
        {
            await house.DisposeAsync();
        }
    }
}
