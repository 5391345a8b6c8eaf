using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Civic.JudicialRecords.Tests.Inquiries;

/// <summary>The sandbox's portal: what it is told when it asks, and what it keeps of what it was sent.</summary>
internal sealed class ThePortal(StaffHouse house, TestHost portal)
{
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

    internal async Task IsToldAllAsync()
    {
        for (var i = 0; i < 400 && await house.QueryAsync(d => d.ResultDeliveries.AnyAsync(
            r => r.Target == ResultTarget.NationalPortal && r.SentAt == null)); i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(50);
        }
    }

    /// <summary>The dossier as asked for is the one that was sent, member by member.</summary>
    internal async Task ShouldAgreeAsync(string code)
    {
        var (asked, kept) = (await AsksForAsync(code), await KeepsAsync(code));
        asked.Remove("TienDo");
        kept.Remove("TienDo");
        JsonNode.DeepEquals(asked, kept).ShouldBeTrue($"{asked.ToJsonString()} against {kept.ToJsonString()}");
    }
}
