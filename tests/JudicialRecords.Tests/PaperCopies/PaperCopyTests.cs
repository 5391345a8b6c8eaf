using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.PaperCopies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.PaperCopies;

public sealed class PaperCopyTests
{
    private const string Home = "Số 5 phố Huế, quận Hai Bà Trưng, Hà Nội";
    private const string Number = "EB123456785VN";

    [Theory, ClassData(typeof(Databases))]
    public async Task Post_PrintedCopies_CitizenFollowsThemByTheirNumber(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await ReturnedAsync(house, staff, PaperDelivery.Post);
        var clerk = await staff.AsAsync("van-thu");
        var list = (await clerk.GoAsync(house.Judicial.Address + "/staff/paper-copies")).MustBe().Text;
        list.ShouldContain(Home);
        list.ShouldContain("NGUYỄN VĂN AN");

        var refused = await staff.DoesAsync("van-thu", id, "post-paper", reason: "EB123456789VN");
        refused.Text.ShouldContain(SendPaper.NumberWrong.Why.Vi);
        (await CopyAsync(house, id)).PostedAt.ShouldBeNull();
        (await staff.DoesAsync("van-thu", id, "post-paper", reason: "eb 12345678 5 vn")).MustBe();

        (await CopyAsync(house, id)).TrackingNumber.ShouldBe(Number);
        (await clerk.GoAsync(house.Judicial.Address + "/staff/paper-copies")).Text.ShouldNotContain(Home);
        var code = (await house.DossierAsync(id)).Code;
        var staffSubjects = await SubjectsAsync(house);
        var citizen = await house.SignInAsync("an");
        var subject = (await SubjectsAsync(house)).Except(staffSubjects).Single();
        await house.QueryAsync(d =>
            d.Dossiers.ExecuteUpdateAsync(x => x.SetProperty(y => y.RequesterSubject, subject)));
        var page = (await citizen.GoAsync($"{house.Judicial.Address}/requests/{code}")).MustBe();
        page.Text.ShouldContain(Number);
        (await TopicsAsync(house, id)).ShouldContain(AnnouncementTopic.PaperPosted);
    }

    [Fact]
    public async Task Post_BroughtBackByThePost_IsPostedAgainOrHandedOverOnce()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await ReturnedAsync(house, staff, PaperDelivery.Post);
        await staff.DoesAsync("van-thu", id, "post-paper", reason: Number);
        var stale = (await staff.SeesAsync("van-thu", id)).Form("form[action$='/hand-paper']");

        (await staff.DoesAsync("van-thu", id, "post-paper", reason: "RR473124829VN")).MustBe();
        (await CopyAsync(house, id)).TrackingNumber.ShouldBe("RR473124829VN");
        await stale.SendAsync();
        (await CopyAsync(house, id)).HandedAt.ShouldBeNull("the clerk had read an older state");
        (await staff.DoesAsync("van-thu", id, "hand-paper")).MustBe();

        (await CopyAsync(house, id)).HandedAt.ShouldNotBeNull();
        (await staff.SeesAsync("van-thu", id)).Has("form[action$='-paper']").ShouldBeFalse();
    }

    [Fact]
    public async Task Hand_AtTheCounter_NothingIsPosted()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await ReturnedAsync(house, staff, PaperDelivery.Counter);

        (await staff.SeesAsync("van-thu", id)).Has("form[action$='/post-paper']").ShouldBeFalse();
        (await staff.SeesAsync("tiep-nhan", id)).Has("form[action$='-paper']").ShouldBeFalse("it is the clerk's");
        (await staff.DoesAsync("van-thu", id, "hand-paper")).MustBe();

        (await TopicsAsync(house, id)).ShouldContain(AnnouncementTopic.PaperHanded);
    }

    [Fact]
    public async Task Return_ElectronicAlone_HasNoPaper()
    {
        await using var house = await StaffHouse.StartAsync();
        var id = await ReturnedAsync(house, new StaffSteps(house), PaperDelivery.None);

        (await house.QueryAsync(d => d.PaperCopies.CountAsync(c => c.DossierId == id))).ShouldBe(0);
    }

    [Theory]
    [InlineData("EB123456785VN", "EB123456785VN")]
    [InlineData(" rr 4731 2482 9 gb ", "RR473124829GB")]
    [InlineData("EB123456780VN", null)]
    [InlineData("EB213456785VN", null)]
    [InlineData("E1123456785VN", null)]
    [InlineData("EB12345678VN", null)]
    [InlineData("EB１２３４５６７８５VN", null)]
    [InlineData("", null)]
    public void TrackingNumber_AsTyped_IsReadOrRefused(string typed, string? expected) =>
        (TrackingNumber.TryParse(typed, out var number) ? number : null).ShouldBe(expected);

    private static async Task<Guid> ReturnedAsync(StaffHouse house, StaffSteps staff, PaperDelivery delivery)
    {
        var copies = delivery == PaperDelivery.None ? 0 : 3;
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an", change: d => d with
        {
            PaperCopies = copies,
            Delivery = delivery,
            DeliveryAddress = delivery == PaperDelivery.Post ? Home : null,
        }));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await staff.DoesAsync("van-thu", id, "order-seal");
        await house.WaitUntilAsync(id, d => d.State == DossierState.Returned);
        return id;
    }

    private static Task<List<string>> SubjectsAsync(StaffHouse house) =>
        house.QueryAsync(d => d.SignInSessions.Select(s => s.Subject).Distinct().ToListAsync());

    private static Task<PaperCopy> CopyAsync(StaffHouse house, Guid id) =>
        house.QueryAsync(d => d.PaperCopies.AsNoTracking().SingleAsync(c => c.DossierId == id));

    private static Task<List<AnnouncementTopic>> TopicsAsync(StaffHouse house, Guid id) =>
        house.QueryAsync(d => d.Announcements.Where(a => a.DossierId == id).Select(a => a.Topic).ToListAsync());
}
