using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Browsing;
using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.JudicialRecords.Tests.Certificates;
using Civic.JudicialRecords.Tests.Inquiries;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Papers;

/// <summary>Decisions under Art. 50 and complaints, from the draft to what anybody can check.</summary>
public sealed class AfterIssueTests
{
    private const string Reason = "Nội dung trên Phiếu không đúng với cơ sở dữ liệu lý lịch tư pháp.";

    [Theory, ClassData(typeof(Databases))]
    public async Task Revoke_IssuedCertificate_IsSignedTwiceKnownToAllAndToldToVneid(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await IssuedAsync(house, staff);

        await DraftAsync(staff, id, "revoke", anew: true);
        await SignAsync(house, staff, id);
        await ThePapers.WaitAsync(house, id, PaperKind.Revocation, p => p.PersonSignedAt is not null);
        await ThePapers.SealsAsync(house, staff);

        var decision = await ThePapers.IssuedAsync(house, id, PaperKind.Revocation);
        var pdf = await ThePapers.FileAsync(house, decision);
        var text = await CertificatePdfTests.TextOfAsync(pdf);
        text.ShouldContain("Về việc thu hồi Phiếu lý lịch tư pháp");
        text.ShouldContain($"Số: {decision.PrintedNumber}");
        text.ShouldContain("Lương Thị Ký");
        text.ShouldContain("không còn giá trị sử dụng");
        text.ShouldContain("không thu phí");
        (await ThePapers.SignaturesAsync(pdf)).ShouldBe(["CompetentPerson", "Agency", "ArchiveTimestamp1"]);
        (await ThePapers.ValidateAsync(house, pdf)).ShouldBe(("yes", "valid"));
        var certificate = (await house.DocumentAsync(id, DocumentKind.CertificateSealed))!;
        (await ThePapers.ValidateAsync(house, certificate)).ShouldBe(("yes", "revoked"));
        await ShouldBeToldAsync(house, id, pdf);
        await ShouldBeBegunAnewAsync(house, staff, id);
        (await staff.SeesAsync("chuyen-vien", id)).Text.ShouldContain("đã bị thu hồi hoặc hủy bỏ");
        await ShouldBeTheLastWordAsync(house, id, decision);
        using var desk = new TheOneStop(house);
        await desk.ShouldReadRevocationAsync(id, decision, pdf);
    }

    [Fact]
    public async Task Correct_Twice_NeedsWordsAndOneAtATime()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await IssuedAsync(house, staff);

        var without = await DraftAsync(staff, id, "correct");
        without.Text.ShouldContain("phải ghi nội dung được bổ sung, đính chính");
        without.Text.ShouldContain(Reason);
        (await DraftAsync(staff, id, "correct", wording: "Nơi sinh: thành phố Hà Nội")).MustBe();
        (await staff.SeesAsync("chuyen-vien", id)).Has("form[action$='/draft-decision']").ShouldBeFalse();
        await SignAsync(house, staff, id);
        await ThePapers.WaitAsync(house, id, PaperKind.Correction, p => p.PersonSignedAt is not null);
        await ThePapers.SealsAsync(house, staff);
        var decision = await ThePapers.IssuedAsync(house, id, PaperKind.Correction);

        (await CertificatePdfTests.TextOfAsync(await ThePapers.FileAsync(house, decision)))
            .ShouldContain("Nơi sinh: thành phố Hà Nội");
        var certificate = (await house.DocumentAsync(id, DocumentKind.CertificateSealed))!;
        (await ThePapers.ValidateAsync(house, certificate)).ShouldBe(("yes", "corrected"));
        (await staff.SeesAsync("chuyen-vien", id)).Has("form[action$='/draft-decision']").ShouldBeTrue();
        (await house.QueryAsync(d => d.ResultDeliveries.CountAsync(r => r.PaperId != null))).ShouldBe(0);
    }

    [Fact]
    public async Task Sign_ByWhoDraftedIt_IsRefusedAsSameHandsAndKept()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await IssuedAsync(house, staff);
        await DraftAsync(staff, id, "cancel");
        var leader = (await house.DossierAsync(id)).ApprovedBy!;
        await house.QueryAsync(d => d.Papers.Where(p => p.Kind == PaperKind.Cancellation)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.AskedBy, leader)));

        var page = await ProposeAsync(house, staff, id, PaperKind.Cancellation);

        page.Text.ShouldContain("phải là hai người khác nhau");
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Outcome == "civic:judicial:same-hands")))
            .ShouldBe(1);
    }

    [Fact]
    public async Task Sign_SomebodyElseLogsIn_NothingIsApproved()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await IssuedAsync(house, staff);
        await DraftAsync(staff, id, "revoke");
        var page = (await ProposeAsync(house, staff, id, PaperKind.Revocation)).MustBe();

        var after = await StaffSteps.LogsInToSignAsync("pho-giam-doc", page);

        after.Text.ShouldContain("không phải là ông/bà");
        (await house.QueryAsync(d => d.Papers.CountAsync(p => p.ApprovedAt != null))).ShouldBe(0);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Complain_AboutADossier_IsAnsweredInTimeBySomebodyWithoutPart(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("tiep-nhan", id, "record-complaint", reason: "Tôi chưa nhận được giấy hẹn trả kết quả.");
        var complaint = await house.QueryAsync(d => d.Complaints.AsNoTracking().SingleAsync());
        complaint.DueDate.ShouldBeGreaterThanOrEqualTo(house.Clock.TodayInVietnam().AddDays(30));

        await staff.DoesAsync(
            "truong-phong", id, "answer-complaint", nameof(ComplaintOutcome.Upheld),
            "Giấy hẹn đã được gửi lại hôm nay.");

        var answered = await house.QueryAsync(d => d.Complaints.AsNoTracking().SingleAsync());
        answered.Outcome.ShouldBe(ComplaintOutcome.Upheld);
        answered.AnsweredByName.ShouldBe("Chu Văn Duyệt");
        var topics = await house.QueryAsync(d => d.Announcements.Select(a => a.Topic).ToListAsync());
        topics.ShouldContain(AnnouncementTopic.ComplaintRecorded);
        topics.ShouldContain(AnnouncementTopic.ComplaintAnswered);
    }

    private static async Task<Guid> IssuedAsync(StaffHouse house, StaffSteps staff)
    {
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"));
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
        await staff.DoesAsync("van-thu", id, "order-seal");
        await house.WaitUntilAsync(id, d => d.State == DossierState.Returned);
        return id;
    }

    internal static async Task<Page> DraftAsync(
        StaffSteps staff, Guid id, string choice, string? wording = null, bool anew = false)
    {
        var form = (await staff.SeesAsync("chuyen-vien", id)).MustBe().Form("form[action$='/draft-decision']");
        form.Fill("choice", choice);
        form.Fill("reason", Reason);
        if (wording is not null)
        {
            form.Fill("wording", wording);
        }

        if (anew)
        {
            form.Fill("anew", "yes");
        }

        return await form.SendAsync();
    }

    private static async Task<Page> ProposeAsync(StaffHouse house, StaffSteps staff, Guid id, PaperKind kind)
    {
        var paper = await ThePapers.WaitAsync(house, id, kind, _ => true);
        var page = await (await staff.AsAsync("giam-doc")).GoAsync(
            $"{house.Judicial.Address}/staff/decisions/{paper.Id}");
        return await page.MustBe().Form("form[action$='handler=Propose']").SendAsync();
    }

    internal static async Task SignAsync(StaffHouse house, StaffSteps staff, Guid id)
    {
        var paper = await house.QueryAsync(d => d.Papers.SingleAsync(
            p => p.DossierId == id && p.Kind >= PaperKind.Supplement));
        var page = (await ProposeAsync(house, staff, id, paper.Kind)).MustBe();
        (await StaffSteps.LogsInToSignAsync("giam-doc", page)).Text.ShouldContain("Đã duyệt");
    }

    private static async Task ShouldBeToldAsync(StaffHouse house, Guid id, byte[] decision)
    {
        var code = (await house.DossierAsync(id)).Code;
        JsonElement[] told = [];
        for (var i = 0; i < 200 && !told.Any(IsRevocation); i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
            told = (await house.Vneid.Http.GetFromJsonAsync<JsonElement[]>($"/v2/lyLichTuPhap/ketQua/{code}"))!;
        }

        told.Select(t => t.GetProperty("type").GetString()).ShouldBe(["ketqua", "thuhoi"]);
        told[1].GetProperty("ketQuaXuLy").GetProperty("quyetDinhThuHoi").GetBytesFromBase64().ShouldBe(decision);
    }

    /// <summary>The portal was down until now, so that result and revocation wait for it together.</summary>
    private static async Task ShouldBeTheLastWordAsync(StaffHouse house, Guid id, Paper decision)
    {
        var portal = await house.StartPortalAsync();
        for (var i = 0; i < 400 && await house.QueryAsync(d => d.ResultDeliveries.AnyAsync(r => r.SentAt == null)); i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(50);
        }

        (await house.QueryAsync(d => d.ResultDeliveries.OrderBy(r => r.SentAt)
            .Where(r => r.Target == ResultTarget.NationalPortal && r.DossierId == id && r.Kind != ResultKind.State)
            .Select(r => r.Kind).ToListAsync()))
            .ShouldBe([ResultKind.Result, ResultKind.Revocation]);
        using var answer = await portal.Http.PostAsJsonAsync(
            "/TraCuuHoSo", new JsonObject { ["MaHoSo"] = (await house.DossierAsync(id)).Code });
        var kept = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data")[0];
        var paper = kept.GetProperty("DanhSachGiayToKetQua")[0];
        paper.GetProperty("TenGiayTo").GetString()
            .ShouldBe($"Quyết định thu hồi Phiếu lý lịch tư pháp số {decision.PrintedNumber}");
        paper.GetProperty("DuongDanTepTinKetQua").GetString()!.ShouldEndWith($"/v/{decision.AddressNumber}");
        await new ThePortal(house, portal).ShouldAgreeAsync((await house.DossierAsync(id)).Code);
    }

    private static bool IsRevocation(JsonElement told) => told.GetProperty("type").GetString() == "thuhoi";

    private static async Task ShouldBeBegunAnewAsync(StaffHouse house, StaffSteps staff, Guid id)
    {
        var old = await house.DossierAsync(id);
        var next = await house.QueryAsync(d => d.Dossiers.AsNoTracking().SingleAsync(x => x.IsOpen));
        next.PersonNumber.ShouldBe(old.PersonNumber);
        next.RequesterSubject.ShouldBe(old.RequesterSubject);
        (next.State, next.FeeDecided, next.FeeCitizen).ShouldBe((DossierState.Registered, true, Money.Zero));
        var explained = await (await staff.AsAsync("giam-doc")).GoAsync(
            $"{house.Judicial.Address}/staff/policies/explain?code={next.Code}");
        explained.MustBe().Text.ShouldContain("đã lưu: khớp");
        explained.Text.ShouldContain("sai sót của cơ quan");
    }
}
