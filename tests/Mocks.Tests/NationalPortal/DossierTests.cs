using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.NationalPortal;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Mocks.Tests.NationalPortal;

public sealed class DossierTests
{
    private const string Code = "H26.15-241101-0001";

    [Fact]
    public async Task LookUp_SynchronizedDossier_ShowsItsProgress()
    {
        await using var host = await TestHost.StartAsync(NationalPortalHost.Service, TestHost.FreeAddresses("portal"));
        (await CallAsync(host, "DongBoHoSoMC", Dossier("1")))["error_code"]!.ToString().ShouldBe("0");
        (await CallAsync(host, "CapNhatTienDoHoSoMC", Step("2", "20241101090000")))["error_code"]!.ToString()
            .ShouldBe("0");

        var found = await PostAsync(host, "TraCuuHoSo", new JsonObject { ["MaHoSo"] = Code });

        found["data"]![0]!["TrangThaiHoSo"]!.ToString().ShouldBe("2");
        found["data"]![0]!["TienDo"]![0]!["NoiDungXuLy"]!.ToString().ShouldBe("Trạng thái 2");
    }

    [Fact]
    public async Task Advance_StepsComeLateAndAgain_TheNewestStateStaysAndEachStandsOnce()
    {
        await using var host = await TestHost.StartAsync(NationalPortalHost.Service, TestHost.FreeAddresses("portal"));
        await CallAsync(host, "DongBoHoSoMC", Dossier("1"));
        foreach (var step in new[]
        {
            Step("4", "20241103080000"), Step("2", "20241101090000"), Step("4", "20241103080000"),
            Step("2", "20241101090000"),
        })
        {
            (await CallAsync(host, "CapNhatTienDoHoSoMC", step))["error_code"]!.ToString().ShouldBe("0");
        }

        var found = (await PostAsync(host, "TraCuuHoSo", new JsonObject { ["MaHoSo"] = Code }))["data"]![0]!;

        found["TrangThaiHoSo"]!.ToString().ShouldBe("4");
        found["TienDo"]!.AsArray().Select(s => s!["TrangThai"]!.ToString()).ShouldBe(["2", "4"]);
    }

    [Theory]
    [InlineData("2", "", "02")]
    [InlineData("2", "01/11/2024", "03")]
    [InlineData("12", "20241101090000", "03")]
    [InlineData("2", "20241101090000", "04")]
    public async Task Advance_WrongOrUnknown_IsRefusedByCode(string state, string at, string code)
    {
        await using var host = await TestHost.StartAsync(NationalPortalHost.Service, TestHost.FreeAddresses("portal"));

        (await CallAsync(host, "CapNhatTienDoHoSoMC", Step(state, at)))["error_code"]!.ToString().ShouldBe(code);
    }

    [Theory]
    [InlineData("11", "03")]
    [InlineData("", "02")]
    public async Task Synchronize_ImpossibleState_IsRefusedByCode(string state, string code)
    {
        await using var host = await TestHost.StartAsync(NationalPortalHost.Service, TestHost.FreeAddresses("portal"));

        (await CallAsync(host, "DongBoHoSoMC", Dossier(state)))["error_code"]!.ToString().ShouldBe(code);
    }

    private static JsonObject Step(string state, string at) => new()
    {
        ["MaHoSo"] = Code,
        ["NguoiXuLy"] = "Sở Tư pháp",
        ["ThoiDiemXuLy"] = at,
        ["NoiDungXuLy"] = "Trạng thái " + state,
        ["TrangThai"] = state,
    };

    private static JsonObject Dossier(string state) => new()
    {
        ["MaHoSo"] = Code,
        ["MaTTHC"] = "2.000488",
        ["TenTTHC"] = "Cấp Phiếu lý lịch tư pháp",
        ["KenhThucHien"] = "2",
        ["ChuHoSo"] = "Nguyễn Văn An",
        ["NgayTiepNhan"] = "20241101080000",
        ["TrangThaiHoSo"] = state,
        ["DonViXuLy"] = "Sở Tư pháp",
    };

    private static Task<JsonNode> CallAsync(TestHost host, string operation, JsonObject item) =>
        PostAsync(host, operation, new JsonObject { ["data"] = new JsonArray(item) });

    private static async Task<JsonNode> PostAsync(TestHost host, string operation, JsonObject body)
    {
        var answer = await host.Http.PostAsJsonAsync("/" + operation, body, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }
}
