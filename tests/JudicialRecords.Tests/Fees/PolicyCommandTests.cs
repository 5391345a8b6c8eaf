using System.Text.Json;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Fees;

/// <summary>What the commands say of real dossiers.</summary>
public sealed class PolicyCommandTests
{
    [Fact]
    public async Task Explain_RealDossier_SaysEveryLineAndThatItComputesAlike()
    {
        await using var house = await StaffHouse.StartAsync();
        var dossier = await SubmittedAsync(house, 13);

        var (code, said) = await PolicyCommand.AskAsync("explain", dossier.Code, PolicyCommand.DataOf(house));

        code.ShouldBe(0, said);
        said.ShouldContain("Thông tư 244/2016/TT-BTC");
        said.ShouldContain("Nghị quyết 11/2024/NQ-HĐND");
        said.ShouldContain("Tính lại: khớp / computed again: the same");
    }

    [Fact]
    public async Task Explain_AmountsChangedInTheRow_SaysDifferent()
    {
        await using var house = await StaffHouse.StartAsync();
        var dossier = await SubmittedAsync(house, 13);
        await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync("UPDATE dossiers SET fee_citizen = 0"));

        var (code, said) = await PolicyCommand.AskAsync("explain", dossier.Code, PolicyCommand.DataOf(house));

        code.ShouldBe(1, said);
        said.ShouldContain("computed again: DIFFERENT");
    }

    [Fact]
    public async Task Explain_UnknownDossier_CannotTell()
    {
        await using var house = await StaffHouse.StartAsync();

        (await PolicyCommand.AskAsync("explain", "H26.15-010101-0001", PolicyCommand.DataOf(house))).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Simulate_ShippedPackOverToday_CountsTheDossierAndItsAmounts()
    {
        await using var house = await StaffHouse.StartAsync();
        await SubmittedAsync(house, 13);
        var today = $"{house.Clock.GetUtcNow().DateInVietnam():yyyy-MM-dd}";

        var (code, said) = await PolicyCommand.AskAsync(
            "simulate", "hanoi", today, today, "json", PolicyCommand.DataOf(house));

        code.ShouldBe(0, said);
        var total = JsonDocument.Parse(said).RootElement.GetProperty("total");
        total.GetProperty("dossiers").GetInt32().ShouldBe(1);
        total.GetProperty("changed").GetInt32().ShouldBe(0);
        total.GetProperty("draft").GetProperty("list").GetInt64().ShouldBe(255_000);
    }

    [Fact]
    public async Task Simulate_RefusedDossier_IsLeftOutAndToldWhy()
    {
        await using var house = await StaffHouse.StartAsync();
        await SubmittedAsync(house, 0);
        var refused = await house.SubmittedAsync("ha");
        await new StaffSteps(house).DoesAsync("tiep-nhan", refused, "refuse", "49-3", "Giấy tờ không hợp lệ");
        var today = $"{house.Clock.GetUtcNow().DateInVietnam():yyyy-MM-dd}";
        var data = PolicyCommand.DataOf(house);

        var (_, json) = await PolicyCommand.AskAsync("simulate", "hanoi", today, today, "json", data);
        var (_, table) = await PolicyCommand.AskAsync("simulate", "hanoi", today, today, "table", data);

        var total = JsonDocument.Parse(json).RootElement.GetProperty("total");
        total.GetProperty("dossiers").GetInt32().ShouldBe(1);
        total.GetProperty("notOwed").GetInt32().ShouldBe(1);
        total.GetProperty("stored").GetProperty("list").GetInt64().ShouldBe(200_000);
        table.ShouldContain("1 refused, withdrawn or stopped");
    }

    [Fact]
    public async Task Simulate_Table_NamesTheMonthAndDrawsTheCitysShare()
    {
        await using var house = await StaffHouse.StartAsync();
        await SubmittedAsync(house, 0);
        var today = house.Clock.GetUtcNow().DateInVietnam();

        var (code, said) = await PolicyCommand.AskAsync(
            "simulate", "hanoi-chronology", "2024-06-01", $"{today:yyyy-MM-dd}", "table", PolicyCommand.DataOf(house));

        code.ShouldBe(0, said);
        said.ShouldContain($"{today:yyyy-MM}");
        said.ShouldContain("paid by the city");
    }

    [Theory]
    [InlineData("hanoi", "2024-06-01", "2024-05-31", "the first not after the last")]
    [InlineData("hanoi", "1/6/2024", "2024-06-30", "yyyy-MM-dd")]
    [InlineData("nowhere", "2024-06-01", "2024-06-30", "known packs are")]
    public async Task Simulate_WrongQuestion_SaysWhat(string pack, string from, string to, string sentence)
    {
        var (code, said) = await PolicyCommand.AskAsync("simulate", pack, from, to, "table", "nowhere");

        code.ShouldBe(2);
        said.ShouldContain(sentence);
    }

    private static async Task<Dossier> SubmittedAsync(StaffHouse house, int copies) =>
        await house.DossierAsync(
            await house.SubmittedAsync("an", CertificateKind.Number1, d => d with { PaperCopies = copies }));
}
