using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Shared.Hosting;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

public sealed class ConfigurationTests
{
    private static async Task<string> RefusalAsync(string setting, string content)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content);
        try
        {
            var refused = await Should.ThrowAsync<StartupRefusal>(() => TestHost.StartAsync(
                IdentityBridgeHost.Service, TestHost.FreeAddresses("identity", "vneid"), new Dictionary<string, string?>
                {
                    [setting] = file,
                }));
            return refused.Message;
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Modules("OIDCCIdTokenUnsigned", RefusedBy = "FAPI 2.0 SP §5.4.1")]
    [Theory]
    [InlineData("redirect_uris", "[\"http://localhost:9/a\",\"ftp://x\"]", "clients[1].redirect_uris[1]")]
    [InlineData("redirect_uris", "[\"http://clinic.example/cb\"]", "clients[1].redirect_uris[0]")]
    [InlineData("redirect_uris", "[\"https://clinic.example/cb#x\"]", "clients[1].redirect_uris[0]")]
    [InlineData("redirect_uris", "[\"https://*.example/cb\"]", "clients[1].redirect_uris[0]")]
    [InlineData("redirect_uris", "[]", "clients[1].redirect_uris")]
    [InlineData("scope", "\"openid everything\"", "clients[1].scope")]
    [InlineData("grant_types", "[\"implicit\"]", "clients[1].grant_types")]
    [InlineData("response_types", "[\"token\"]", "clients[1].response_types")]
    [InlineData("token_endpoint_auth_method", "\"client_secret_basic\"", "clients[1].token_endpoint_auth_method")]
    [InlineData("id_token_signed_response_alg", "\"none\"", "clients[1].id_token_signed_response_alg")]
    [InlineData("client_id", "\"by-hand\"", "clients[1].client_id")]
    [InlineData("jwks", "{\"keys\":[]}", "clients[1].jwks")]
    [InlineData("jwks_uri", "\"https://clinic.example/jwks\"", "clients[1].jwks")]
    [InlineData("made_up", "1", "clients[1].made_up")]
    [InlineData("scope", "\"openid represent\"", "clients[1].represents_below_age")]
    [InlineData("represents_below_age", "14", "clients[1].represents_below_age")]
    public async Task Start_ClientsFileWrong_IsRefusedWithThePlace(string member, string value, string place)
    {
        using var http = new HttpClient();
        var good = JsonSerializer.SerializeToNode(
            new ByHand("by-hand", "http://localhost:1", TimeProvider.System, http).Metadata())!.AsObject();
        var wrong = JsonSerializer.SerializeToNode(
            new ByHand("second", "http://localhost:1", TimeProvider.System, http).Metadata())!.AsObject();
        wrong[member] = JsonNode.Parse(value);

        (await RefusalAsync("Civic:Clients", new JsonArray(good, wrong).ToJsonString())).ShouldContain(place);
    }

    [Theory]
    [InlineData("{}", "JSON array")]
    [InlineData("[{", "JSON")]
    [InlineData("[1]", "clients[0]")]
    public async Task Start_ClientsFileNoArray_IsRefused(string content, string says) =>
        (await RefusalAsync("Civic:Clients", content)).ShouldContain(says);

    [Theory]
    [InlineData("national_id", "\"12\"", "staff[0].national_id")]
    [InlineData("roles", "[\"king\"]", "staff[0].roles")]
    [InlineData("from", "\"yesterday\"", "staff[0].from")]
    public async Task Start_DirectoryWrong_IsRefusedWithThePlaceAndNobodysNumber(string member, string value,
        string place)
    {
        var entry = new JsonObject
        {
            ["national_id"] = "001090999001",
            ["client_id"] = "judicial-records",
            ["roles"] = new JsonArray("leader"),
            ["title"] = "Giám đốc",
            ["unit"] = "Ban Giám đốc",
        };
        entry[member] = JsonNode.Parse(value);

        var message = await RefusalAsync("Civic:Directory", new JsonArray(entry).ToJsonString());

        message.ShouldContain(place);
        message.ShouldNotContain("001090999001");
    }

    [Modules(
        "OIDCCRpInitiatedLogoutDiscoveryEndpointVerification",
        "OIDCCBackchannelLogoutDiscoveryEndpointVerification")]
    [Fact]
    public async Task Discovery_Document_IsTheAgreedOne()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var document = await house.Http.GetStringAsync(
            house.Issuer + "/.well-known/openid-configuration", TestContext.Current.CancellationToken);

        var shown = JsonNode.Parse(document.Replace(house.Issuer, "http://localhost:5001"))!;
        var agreed = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "discovery.json"), TestContext.Current.CancellationToken))!;
        JsonNode.DeepEquals(shown, agreed).ShouldBeTrue(
            shown.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }
}
