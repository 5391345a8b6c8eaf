using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Civic.JudicialRecords.Tests.VneidApplication;

/// <summary>Personas as they ask in the sandbox's app, and what stands afterwards.</summary>
internal sealed class TheApplication(StaffHouse house)
{
    internal async Task<(string? Code, Answer[] Answers)> AsksAsync(object wish)
    {
        using var answer = await house.Vneid.Http.PostAsJsonAsync("/app/lltp", wish);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        body!["answers"].ShouldNotBeNull(body.ToJsonString());
        return (body["code"]?.ToString(), [.. body["answers"]!.AsArray().Select(a => new Answer(
            a!["statusCode"]?.ToString() ?? $"http-{a["status"]}", a["data"]?.ToString(),
            a["errorDetail"]?.ToString() ?? ""))]);
    }

    internal async Task<Dossier> TakenAsync(object wish)
    {
        var (code, answers) = await AsksAsync(wish);
        answers.ShouldAllBe(a => a.StatusCode == "00" && a.Data == code, answers[0].ErrorDetail);
        return await DossierAsync(code!);
    }

    internal Task<Dossier> DossierAsync(string code) => house.QueryAsync(d =>
        d.Dossiers.AsNoTracking().Include(x => x.History).SingleAsync(x => x.Code == code));

    internal void Breaks(FaultKind kind) => StaffHouse.Break(house.Vneid, "/LLTP/TaoHoSo", kind, 1);

    /// <summary>States that the province told of this dossier, in order, once the last of them is that one.</summary>
    internal async Task<int[]> ToldAsync(string code, DossierState last)
    {
        for (var i = 0; ; i++)
        {
            var told = await house.Vneid.Http.GetFromJsonAsync<JsonArray>($"/v2/lyLichTuPhap/ketQua/{code}");
            int[] states = [.. told!.Select(t => (int)t!["trangThaiXuLy"]!)];
            if (states.LastOrDefault() == (int)last)
            {
                return states;
            }

            (i < 400).ShouldBeTrue($"told {string.Join(',', states)}");
            await Task.Delay(50);
        }
    }

    internal Task WorkerRunsAsync() =>
        house.Judicial.Services.GetRequiredService<PaymentWorker>().RunOnceAsync(CancellationToken.None);

    /// <summary>Money in = receipts that stand = ledger; how much that is.</summary>
    internal async Task<long> HeldAsync()
    {
        var held = (await house.QueryAsync(d => d.PaymentOrders.ToListAsync())).Sum(o => o.Held.Dong);
        (await house.QueryAsync(d => d.PaymentEntries.ToListAsync())).Sum(e => e.Amount.Dong).ShouldBe(held);
        (await house.QueryAsync(d => d.Receipts.Where(r => r.CancelledAt == null).ToListAsync()))
            .Sum(r => r.Amount.Dong).ShouldBe(held);
        return held;
    }
}

/// <summary>Bodies of TaoHoSo, written by hand.</summary>
internal static class SomeRequest
{
    internal static JsonObject Of(string code, string persona = "an") => new()
    {
        ["maTinh"] = "01",
        ["maHoSoMCDT"] = code,
        ["laHetSucMoi"] = new JsonObject { ["khongAiBiet"] = true },
        ["toKhai"] = new JsonObject
        {
            ["loaiPhieu"] = "1",
            ["yeuCauCDNCV"] = "0",
            ["maMucDich"] = "work",
            ["soLuongCap"] = 0,
            ["nycHoTen"] = Personas.ById(persona).Name,
            ["nycNgaySinh"] = Personas.ById(persona).BirthDate.ToVietnamese(),
            ["nycSoGiayTo"] = Personas.ById(persona).Number.Value,
            ["nycDienThoai"] = "0912345678",
            ["nycNoiSinh"] = new JsonObject { ["tenTinhThanh"] = "Thành phố Hà Nội" },
            ["uyQuyen"] = 0,
            ["quaTrinhCTNNNLV"] = new JsonArray(new JsonObject
            {
                ["tuThangNam"] = "01/1974",
                ["diaChiCuTru"] = "Hà Nội",
            }),
        },
        ["thongTinThanhToan"] = new JsonObject { ["phiLLTP"] = 0, ["phiCapThemBanGiay"] = 0, ["tongPhi"] = 0 },
    };

    /// <summary>Puts a value, as JSON, where a path such as toKhai.nycHoTen leads.</summary>
    internal static JsonObject With(this JsonObject request, string path, string? json)
    {
        var parts = path.Split('.');
        var place = parts[..^1].Aggregate(request, (at, name) => at[name]!.AsObject());
        place[parts[^1]] = json is null ? null : JsonNode.Parse(json);
        return request;
    }
}
