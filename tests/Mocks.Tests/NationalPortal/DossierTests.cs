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
        (await CallAsync(host, "CapNhatTienDoHoSoMC", new JsonObject
        {
            ["MaHoSo"] = Code,
            ["NguoiXuLy"] = "Cán bộ",
            ["ThoiDiemXuLy"] = "20241101090000",
            ["NoiDungXuLy"] = "Tiếp nhận",
            ["TrangThai"] = "2",
        }))["error_code"]!.ToString().ShouldBe("0");

        var found = await PostAsync(host, "TraCuuHoSo", new JsonObject { ["MaHoSo"] = Code });

        found["data"]![0]!["TrangThaiHoSo"]!.ToString().ShouldBe("1");
        found["data"]![0]!["TienDo"]![0]!["NoiDungXuLy"]!.ToString().ShouldBe("Tiếp nhận");
    }

    [Theory]
    [InlineData("11", "03")]
    [InlineData("", "02")]
    public async Task Synchronize_ImpossibleState_IsRefusedByCode(string state, string code)
    {
        await using var host = await TestHost.StartAsync(NationalPortalHost.Service, TestHost.FreeAddresses("portal"));

        (await CallAsync(host, "DongBoHoSoMC", Dossier(state)))["error_code"]!.ToString().ShouldBe(code);
    }

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
