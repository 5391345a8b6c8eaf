using System.Text.Json.Nodes;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.Policies;
using Civic.JudicialRecords.Tests.VneidApplication;
using Civic.JudicialRecords.Tests.Web.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Settlement;

/// <summary>The citizen's part in the city's ledger is the money that the payments' books hold.</summary>
public sealed class CitizenPartTests
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 5_000)]
    public async Task Book_RefusedByEitherRule_HoldsWhatThePaymentsHold(bool refunded, long kept)
    {
        await using var house = await StaffHouse.StartAsync();
        await house.StartPaymentsAsync();
        await ThePack.ChangeAsync(house, PackWhereRefusalsAreRefunded(refunded), "Hoàn phí khi từ chối");
        var (app, steps) = (new TheApplication(house), new StaffSteps(house));
        var dossier = await app.TakenAsync(new { persona = "an", copies = 13, total = 9_000 });
        await app.WorkerRunsAsync();
        (await BookedAsync(house)).ShouldBe(await app.HeldAsync());

        await steps.DoesAsync("tiep-nhan", dossier.Id, "refuse", "49-3", "Giấy tờ không hợp lệ");
        await app.WorkerRunsAsync();

        (await app.HeldAsync()).ShouldBe(kept);
        (await BookedAsync(house)).ShouldBe(kept);
        var notice = await ThePapers.WaitAsync(
            house, dossier.Id, PaperKind.RefusalNotice, p => p.RenderedAt is not null);
        notice.ContentJson!.ShouldContain(refunded ? "được hoàn lại đầy đủ" : "không được hoàn lại");
    }

    /// <summary>The ledger's worker first does its hourly work.</summary>
    private static async Task<long> BookedAsync(StaffHouse house)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<LedgerBooking>(scope.ServiceProvider).RunAsync(default);
        return (await house.QueryAsync(d => d.LedgerEntries.ToListAsync())).Sum(e => e.Citizen.Dong);
    }

    private static string PackWhereRefusalsAreRefunded(bool refunded)
    {
        using var stream = typeof(PolicyLoader).Assembly.GetManifestResourceStream("policies/hanoi.json")!;
        var pack = JsonNode.Parse(stream)!;
        pack["refunds"]![0]!["refused"] = refunded;
        return pack.ToJsonString();
    }
}
