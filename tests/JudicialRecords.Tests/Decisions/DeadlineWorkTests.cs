using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

/// <summary>Lateness, apologies and handing over, by the pages.</summary>
public sealed class DeadlineWorkTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Overdue_Dossier_StandsInTheQueueAndTheCitizenGetsAnApologyWithANewDay(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");
        await MakeDueAsync(house, id, house.Clock.TodayInVietnam().AddDays(-1));
        var code = (await house.DossierAsync(id)).Code;
        var newDay = WorkingDayAfter(house.Clock.TodayInVietnam().AddDays(3));

        var queue = await (await staff.AsAsync("truong-phong")).GoAsync(house.Judicial.Address + "/staff/deadlines");
        queue.MustBe().Text.ShouldContain("Quá hạn (1)");
        queue.Text.ShouldContain(code);
        await staff.DoesAsync(
            "chuyen-vien", id, "apologize", $"{newDay:yyyy-MM-dd}", "Cơ sở dữ liệu trả lời chậm hơn dự kiến.");

        var paper = await ThePapers.IssuedAsync(house, id, PaperKind.Apology);
        var text = await CertificatePdfTests.TextOfAsync(await ThePapers.FileAsync(house, paper));
        text.ShouldContain($"Hẹn lại ngày trả kết quả: {newDay.ToVietnamese()}");
        (await house.DossierAsync(id)).DueDate.ShouldBe(house.Clock.TodayInVietnam().AddDays(-1),
            "the first appointment is what the on-time rate is measured by");
    }

    [Fact]
    public async Task Apologize_ForADayThatIsOver_IsRefused()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");
        await MakeDueAsync(house, id, house.Clock.TodayInVietnam().AddDays(-1));

        var page = await staff.DoesAsync(
            "chuyen-vien", id, "apologize", $"{house.Clock.TodayInVietnam():yyyy-MM-dd}", "Trả lời chậm hơn dự kiến.");

        page.Text.ShouldContain("một ngày làm việc sau hôm nay");
        (await house.QueryAsync(d => d.Papers.CountAsync(p => p.Kind == PaperKind.Apology))).ShouldBe(0);
    }

    [Fact]
    public async Task Step_LongerThanItsBudget_IsLateWithWhoHasIt()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");
        var page = await (await staff.AsAsync("giam-doc")).GoAsync(house.Judicial.Address + "/staff/deadlines");
        page.MustBe().Has("#late").ShouldBeFalse();

        var before = house.Clock.GetUtcNow().AddDays(-14);
        await house.QueryAsync(d => d.StateChanges.Where(c => c.DossierId == id && c.To == DossierState.InProgress)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.At, before)));

        page = await (await staff.AsAsync("giam-doc")).GoAsync(house.Judicial.Address + "/staff/deadlines");
        page.Has("#late").ShouldBeTrue();
        page.Text.ShouldContain("Cao Văn Thụ");
    }

    /// <summary>Hanoi has some eight thousand open at once.</summary>
    [Theory, ClassData(typeof(Databases))]
    public async Task Deadlines_MoreThanThePageShows_AreAllCounted(DatabaseKind kind)
    {
        const int many = 2300;
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var today = house.Clock.TodayInVietnam();
        var monthAgo = house.Clock.GetUtcNow().AddDays(-30);
        await house.QueryAsync(d =>
        {
            d.Dossiers.AddRange(Enumerable.Range(0, many).Select(i => Registered(i, monthAgo, today.AddDays(-1))));
            d.Dossiers.AddRange(Enumerable.Range(many, 3).Select(i => Registered(i, monthAgo, today.AddDays(1))));
            return d.SaveChangesAsync();
        });

        var page = (await (await staff.AsAsync("truong-phong")).GoAsync(house.Judicial.Address + "/staff/deadlines"))
            .MustBe();

        page.TextOf("#overdue").ShouldBe($"Quá hạn ({many})");
        page.TextOf("#nearly-due").ShouldBe("Sắp đến hạn (3)");
        page.TextOf("#steps").ShouldContain($"{many + 3}");
        page.Text.ShouldContain($"Hồ sơ chậm ở bước hiện tại ({many + 3})");
        page.Text.ShouldContain("Hiện 200 hồ sơ gấp nhất.");
    }

    [Fact]
    public async Task HandOver_FromOneOfficerToAnother_IsLoggedAndTheFirstCanDoNoMore()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");

        await staff.DoesAsync("chuyen-vien", id, "hand-back", reason: "Nghỉ phép từ ngày mai.");
        await staff.DoesAsync("chuyen-vien-2", id, "take-over");

        (await staff.SeesAsync("chuyen-vien", id)).Has("form[action$='/fetch-records']").ShouldBeFalse();
        var page = await staff.SeesAsync("chuyen-vien-2", id);
        page.Has("form[action$='/fetch-records']").ShouldBeTrue();
        page.Text.ShouldContain("Nghỉ phép từ ngày mai.");
        page.Text.ShouldContain("Nhận bàn giao");
    }

    private static Dossier Registered(int index, DateTimeOffset at, DateOnly due)
    {
        var dossier = new Dossier
        {
            Code = DossierCode.Make("H26.1", at.DateInVietnam(), index + 1).Value,
            RequesterSubject = $"subject-{index}",
            PersonNumber = Crowd.Person(index).Number,
            Kind = CertificateKind.Number1,
            DeclarationJson = "{}",
            Channel = Channel.VneidOnline,
            RequesterLevel = AssuranceLevel.Level2,
            SubmittedAt = at,
            DueDate = due,
        };
        dossier.Register(dossier.RequesterSubject);
        dossier.History.ForEach(h => h.ToldAt = at);
        return dossier;
    }

    private static Task<int> MakeDueAsync(StaffHouse house, Guid id, DateOnly due) => house.QueryAsync(
        d => d.Dossiers.Where(x => x.Id == id).ExecuteUpdateAsync(x => x.SetProperty(y => y.DueDate, due)));

    private static DateOnly WorkingDayAfter(DateOnly day) => Policies.ThePack.Hanoi.Calendar.FirstWorkingDayFrom(day);
}
