using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Civic.JudicialRecords.Tests.Inquiries;

/// <summary>The sandbox's portal: what it is told when it asks, and what it keeps of what it was sent.</summary>
internal sealed class ThePortal(StaffHouse house, TestHost portal)
{
    private ScenarioControl Control => portal.Services.GetRequiredService<ScenarioControl>();

    internal async Task<(int Status, JsonObject Answer)> AsksAsync(string body, string operation = "TraCuuHoSo")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await portal.Http.PostAsync($"/ask/{operation}", content);
        var told = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return ((int)told["status"]!, told["answer"]!.AsObject());
    }

    internal async Task<JsonObject> AsksForAsync(string code)
    {
        var (status, answer) = await AsksAsync(new JsonObject { ["MaHoSo"] = code }.ToJsonString());
        (status, answer["error_code"]!.ToString()).ShouldBe((200, "0"), answer.ToJsonString());
        return answer["data"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
    }

    internal async Task<JsonObject> KeepsAsync(string code)
    {
        using var answer = await portal.Http.PostAsJsonAsync("/TraCuuHoSo", new JsonObject { ["MaHoSo"] = code });
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["data"]![0]!.AsObject();
    }

    /// <param name="kind">How.</param>
    /// <param name="route">Every operation that agencies tell it by.</param>
    /// <param name="count">Until it is well again where null.</param>
    internal void Breaks(FaultKind kind, string? route = null, int? count = null) => Control.Add(new()
    {
        Seed = 5,
        Faults =
        [
            .. (route is null ? ["/DongBoHoSoMC", "/CapNhatTienDoHoSoMC"] : new[] { route })
                .Select(r => new Fault { Route = r, Kind = kind, Count = count, DelayMs = 50 }),
        ],
    });

    internal void IsWell() => Control.Reset();

    internal async Task IsToldAllAsync()
    {
        for (var i = 0; i < 400 && await house.QueryAsync(d => d.StateChanges.Where(c => c.ToldAt == null)
            .Select(c => c.Id).Concat(d.ResultDeliveries
                .Where(r => r.Target == ResultTarget.NationalPortal && r.SentAt == null).Select(r => r.Id))
            .AnyAsync()); i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(50);
        }
    }

    /// <summary>
    /// The dossier as asked for is the one that was sent, member by member; its first state is no step of its own.
    /// </summary>
    internal async Task ShouldAgreeAsync(string code)
    {
        var (asked, kept) = (await AsksForAsync(code), await KeepsAsync(code));
        StatesOf(asked)[1..].ShouldBe(StatesOf(kept));
        asked.Remove("TienDo");
        kept.Remove("TienDo");
        JsonNode.DeepEquals(asked, kept).ShouldBeTrue($"{asked.ToJsonString()} against {kept.ToJsonString()}");
    }

    private static string[] StatesOf(JsonObject dossier) =>
        [.. dossier["TienDo"]!.AsArray().Select(s => s!["TrangThai"]!.ToString())];
}
