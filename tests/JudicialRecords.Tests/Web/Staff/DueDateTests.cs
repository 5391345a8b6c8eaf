using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

public sealed class DueDateTests
{
    [Fact]
    public async Task Accept_ByWhatIsDeclared_IsDueAfterTenOrFifteenDaysWithTheReason()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);

        await IsDueAsync(house, staff, "an", 10, "Trường hợp thông thường", ["Hà Nội"]);
        await IsDueAsync(house, staff, "thao", 15, "nhiều nơi", ["Hà Nội", "Đà Nẵng"]);
        await IsDueAsync(house, staff, "tuan", 15, "nước ngoài", ["Số 5 phố Mẫu, Tokyo, Nhật Bản"]);
        await IsDueAsync(house, staff, "john", 15, "Người nước ngoài", ["Hà Nội"]);
    }

    private static async Task IsDueAsync(
        StaffHouse house,
        StaffSteps staff,
        string persona,
        int days,
        string reason,
        string[] places
    )
    {
        var periods = places.Select(p => new ResidencePeriod("2004-03", null, p, null, null)).ToArray();
        var id = await house.SubmittedAsync(persona, change: d => d with { Residences = periods });

        await staff.DoesAsync("tiep-nhan", id, "accept");

        var dossier = await house.DossierAsync(id);
        var pack = house.Judicial.Services.GetRequiredService<PolicyPack>();
        var received = dossier.ReceivedAt!.Value.DateInVietnam();
        dossier.DueDate.ShouldBe(pack.Calendar.FirstWorkingDayFrom(received.AddDays(days)), persona);
        (await staff.SeesAsync("tiep-nhan", id)).Text.ShouldContain(reason);
    }
}
