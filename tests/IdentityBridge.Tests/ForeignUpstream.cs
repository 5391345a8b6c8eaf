using System.Diagnostics;
using System.Text.Json;
using Civic.Sandbox;
using Civic.Shared.Identity;

namespace Civic.IdentityBridge.Tests;

/// <summary>npm's oidc-provider where VNeID would be; what its next id_token shall be can be ordered.</summary>
internal sealed class ForeignUpstream(Process node, string address, HttpClient http) : IAsyncDisposable
{
    internal static async Task<ForeignUpstream> StartAsync(
        IReadOnlyDictionary<string, string> addresses, HttpClient http)
    {
        var address = addresses["vneid"];
        var node = Process.Start(new ProcessStartInfo("node", [ForeignTests.PathOf("upstream.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new
        {
            issuer = address,
            port = new Uri(address).Port,
            bridge = addresses["identity"],
            people = People().ToDictionary(p => p.Name, p => About(p.Persona)),
        }));
        await node.StandardInput.FlushAsync();
        return await node.StandardOutput.ReadLineAsync() == "ready"
            ? new ForeignUpstream(node, address, http)
            : throw new InvalidOperationException("oidc-provider did not start.");
    }

    internal async Task TamperAsync(string mode)
    {
        using var answer = await http.PostAsync(new Uri($"{address}/tamper?mode={mode}"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A logout token for the session that it gave last, good or wrong in one thing.</summary>
    internal Task<string> LogoutTokenAsync(string mode) =>
        http.GetStringAsync(new Uri($"{address}/logout-token?mode={mode}"));

    public async ValueTask DisposeAsync()
    {
        // It stops as its input ends.
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }

    /// <summary>Some of whom the registers of the sandbox know otherwise.</summary>
    private static (string Name, Persona Persona)[] People()
    {
        var (giang, thao) = (Personas.ById("giang"), Personas.ById("thao"));
        return
        [
            ("an", Personas.ById("an")),
            ("binh", Personas.ById("binh")),
            ("other", giang),
            ("giang", giang),
            ("renamed", giang with { Name = "Tên Khác" }),
            ("reborn", giang with { BirthDate = giang.BirthDate.AddDays(1) }),
            ("phuc", Personas.ById("phuc")),
            ("former", thao with { Number = CitizenId.Parse(thao.OldNumber!) }),
        ];
    }

    private static object About(Persona persona) => new
    {
        citizen_id = persona.Number.Value,
        name = persona.Name,
        birthdate = persona.BirthDate.ToString("yyyy-MM-dd", null),
        gender = persona.IsMale ? "male" : "female",
        level = "02",
    };
}
