using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Civic.Testing;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>Relying parties that are not ours: certified libraries on Node, used as their documentation has it.</summary>
public sealed class ForeignTests
{
    [Theory, ClassData(typeof(Databases))]
    public Task OpenidClient_OnEveryEndpoint_IsServedAsTheProfileSays(DatabaseKind kind) =>
        AgreesAsync(kind, "openid-client.mjs", atLeast: 11);

    [Theory, ClassData(typeof(Databases))]
    public Task Oauth4webapi_BreakingEachClause_IsRefusedWithItsCode(DatabaseKind kind) =>
        AgreesAsync(kind, "oauth4webapi.mjs", atLeast: 35);

    private static async Task AgreesAsync(DatabaseKind kind, string script, int atLeast)
    {
        await using var house = await House.StartAsync(kind, live: true);

        var outcomes = await RunAsync(script, new
        {
            issuer = house.Issuer,
            clientId = house.Client.ClientId,
            jwk = Private(house.Client),
            otherClientId = house.OtherClient.ClientId,
            otherJwk = Private(house.OtherClient),
            redirect = ByHand.Redirect,
            persona = "an",
        });

        outcomes.Length.ShouldBeGreaterThanOrEqualTo(atLeast);
        outcomes.Where(o => o.Wrong is not null).Select(o => $"{o.Name}: {o.Wrong}").ShouldBeEmpty();
    }

    private static object Private(ByHand client)
    {
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(client.Key);
        return new { kty = "EC", crv = "P-256", x = key.X, y = key.Y, d = key.D, kid = client.Key.KeyId, alg = "ES256" };
    }

    private static async Task<Outcome[]> RunAsync(string script, object input)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder(), "foreign", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var cancellation = TestContext.Current.CancellationToken;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
        node.StandardInput.Close();
        var trouble = node.StandardError.ReadToEndAsync(cancellation);
        var said = await node.StandardOutput.ReadToEndAsync(cancellation);
        await node.WaitForExitAsync(cancellation);
        return node.ExitCode == 0 && said.Length > 0
            ? JsonSerializer.Deserialize<Outcome[]>(said, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException(await trouble);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    private sealed record Outcome(string Name, string? Wrong);
}
