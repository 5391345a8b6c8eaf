using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.VneidApplication;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Civic.JudicialRecords.Tests.Inquiries;

/// <summary>The software of the one-stop department.</summary>
internal sealed class TheOneStop(StaffHouse house) : IDisposable
{
    internal const string Path = "/LLTP/LayKetQua";
    internal const string Scope = "judicial.results";
    private readonly Caller _caller = new(house, TheClients.OneStop);

    internal Task<JsonObject> PollsAsync(string code) =>
        PollsRawAsync(new JsonObject { ["maTinh"] = "01", ["maHoSoMCDT"] = code }.ToJsonString());

    internal async Task<JsonObject> PollsRawAsync(string body)
    {
        using var answer = await _caller.SendAsync(HttpMethod.Post, Path, body, await _caller.TokenAsync(Scope));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>As if it had been entered there.</summary>
    internal async Task<Guid> AtTheCounterAsync(Guid id)
    {
        await house.QueryAsync(d => d.Dossiers.Where(x => x.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Channel, Channel.Counter)));
        return id;
    }

    /// <summary>Under a code given to it.</summary>
    internal async Task<string> HandsOverAsync(string persona)
    {
        var code = await _caller.CodeAsync();
        (await _caller.CreateAsync(SomeRequest.Of(code, persona))).StatusCode.ShouldBe("00");
        return code;
    }

    internal async Task<JsonObject?> VneidWasToldAsync(string code)
    {
        for (var i = 0; ; i++)
        {
            var told = await house.Vneid.Http.GetFromJsonAsync<JsonArray>($"/v2/lyLichTuPhap/ketQua/{code}");
            if (told!.LastOrDefault() is JsonObject last)
            {
                return last;
            }

            (i < 400).ShouldBeTrue("nothing was told");
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
        }
    }

    /// <summary>Whether a result went out, for each question, the ones without first.</summary>
    internal async Task<List<string>> AuditedAsync(string code) =>
        [.. (await house.QueryAsync(d => d.AuditEvents
                .Where(e => e.Action == "result.polled" && e.Subject == code).ToListAsync()))
            .Select(e => JsonNode.Parse(e.Detail)!["withResult"]!.ToString()).Order()];

    /// <summary>A dossier whose certificate that decision revoked.</summary>
    internal async Task ShouldReadRevocationAsync(Guid id, Paper decision, byte[] file)
    {
        await AtTheCounterAsync(id);
        var told = (await PollsAsync((await house.DossierAsync(id)).Code))["data"]!.AsObject();
        told["type"]!.ToString().ShouldBe("thuhoi");
        told["ketQuaXuLy"]!["phieuLLTP"].ShouldBeNull("it stands no more");
        var end = told["ThuHoiQuyetDinh"]!.AsObject();
        end.Select(m => m.Key).ShouldBe(["LyDoThuHoi", "SoQuyetDinh", "NgayQuyetDinh", "TrichYeu", "File"]);
        end["LyDoThuHoi"]!.ToString().ShouldBe(decision.Reason);
        end["SoQuyetDinh"]!.ToString().ShouldBe(decision.PrintedNumber);
        end["NgayQuyetDinh"]!.ToString().ShouldBe(decision.IssueDate!.Value.ToVietnamese());
        end["TrichYeu"]!.ToString().ShouldBe("Về việc thu hồi Phiếu lý lịch tư pháp");
        Convert.FromBase64String(end["File"]!.ToString()).ShouldBe(file);
    }

    public void Dispose() => _caller.Dispose();
}
