using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>What was consented to is exactly what a client gets: property, over every set of scopes.</summary>
public sealed class ConsentTests
{
    private static readonly Dictionary<string, (string Says, string[] Claims)> Scopes = new()
    {
        ["profile"] = ("Họ tên, ngày sinh, giới tính", ["name", "birthdate", "gender"]),
        ["national_id"] = ("Số định danh cá nhân", ["national_id"]),
        ["offline_access"] = ("Tiếp tục truy cập", []),
    };

    [Theory, ClassData(typeof(Databases))]
    public async Task Release_ForEverySetOfScopes_IsExactlyWhatThePageSaid(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        var client = house.Client;
        for (var set = 0; set < 1 << Scopes.Count; set++)
        {
            string[] asked = [.. Scopes.Keys.Where((_, i) => (set >> i & 1) == 1)];
            using var browser = new Browser();
            var request = await client.PushAsync(r => r["scope"] = string.Join(' ', asked.Prepend("openid")));
            await browser.GoAsync(client.AuthorizeAddress(request));
            await browser.PressAsync("Persona", "an");
            foreach (var (scope, (says, _)) in Scopes)
            {
                browser.Page.Contains(says, StringComparison.Ordinal).ShouldBe(asked.Contains(scope), scope);
            }

            await browser.PressAsync("decision", "approve", ByHand.Redirect);
            var given = await client.PostAsync("/token", client.CodeGrant(ByHand.In(browser.Address, "code")!));
            var about = await client.UserInfoAsync(given.Text("access_token"));

            string[] expected = [.. asked.SelectMany(s => Scopes[s].Claims).Prepend("sub")];
            about.Body.EnumerateObject().Select(c => c.Name).ShouldBe(expected, ignoreOrder: true);
            string[] inToken = ["name", "birthdate", "gender", "national_id"];
            given.Token("id_token").Claims.Select(c => c.Type).Intersect(inToken)
                .ShouldBe(expected.Intersect(inToken), ignoreOrder: true);
            given.Body.TryGetProperty("refresh_token", out _).ShouldBe(asked.Contains("offline_access"));
        }
    }
}
