using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Expungement;
using Civic.JudicialRecords.Tests.Policies;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Approvals;

/// <summary>The competent person's login approves exactly the list that was shown, by the whole house.</summary>
public sealed class ApprovalTests
{
    private const string Leader = "giam-doc";

    [Theory, ClassData(typeof(Databases))]
    public async Task Approve_OwnLogin_SignsTheFileThatWasShown(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");
        var list = await staff.DoesAsync(Leader, id, "approve");
        var shown = (await list.FollowFirstAsync("#keep a[href$='.pdf']")).MustBe().Body;

        (await house.DossierAsync(id)).ApprovedAt.ShouldBeNull();
        await StaffSteps.LogsInToSignAsync(Leader, list);
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);

        (await house.DocumentAsync(id, Storage.DocumentKind.CertificateRendered)).ShouldBe(shown);
        var signed = (await house.DocumentAsync(id, Storage.DocumentKind.CertificateSigned))!;
        signed.AsSpan(0, shown.Length).SequenceEqual(shown).ShouldBeTrue("the signature is appended to those bytes");
    }

    [Fact]
    public async Task Approve_AnotherPersonLogsIn_NothingIsApprovedAndItIsRecorded()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");
        var list = await staff.DoesAsync(Leader, id, "approve");

        var page = await StaffSteps.LogsInToSignAsync("pho-giam-doc", list);

        page.Text.ShouldContain("không phải là ông/bà");
        (await house.DossierAsync(id)).ApprovedAt.ShouldBeNull();
        (await OutcomesAsync(house)).ShouldBe(["civic:judicial:step-up-other-person"]);
    }

    [Fact]
    public async Task Approve_LoginCancelled_KeepsTheListAndApprovesNothing()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");
        var list = await staff.DoesAsync(Leader, id, "approve");

        var vneid = await list.FollowFirstAsync("#sign");
        var page = await vneid.Form("form:has(button[value=cancel])").Press("cancel").SendAsync();
        page.Text.ShouldContain("đã bị hủy");
        var again = await StaffSteps.LogsInToSignAsync(Leader, page);

        again.MustBe();
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);
    }

    [Fact]
    public async Task Approve_DossierChangedDuringTheLogin_IsLeftOut()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");
        var list = await staff.DoesAsync(Leader, id, "approve");
        await staff.DoesAsync("pho-giam-doc", id, "send-back", reason: "Cần xem lại nơi sinh trước khi ký.");

        var page = await StaffSteps.LogsInToSignAsync(Leader, list);

        page.Text.ShouldContain("1 hồ sơ đã thay đổi");
        (await house.DossierAsync(id)).ApprovedAt.ShouldBeNull();
        (await house.QueryAsync(d => d.Certificates.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Approve_LoginOnTheNextDay_ApprovesNothingAndSaysWhatToDo()
    {
        await using var house = await StaffHouse.StartAsync();
        var midnight = house.Clock.GetUtcNow().DateInVietnam().AddDays(1).MidnightInVietnam();
        house.Clock.Advance(midnight - house.Clock.GetUtcNow() - TimeSpan.FromMinutes(2));
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");
        var list = await staff.DoesAsync(Leader, id, "approve");
        house.Clock.Advance(TimeSpan.FromMinutes(3));

        var page = await StaffSteps.LogsInToSignAsync(Leader, list);

        page.Text.ShouldContain("hôm trước");
        (await house.DossierAsync(id)).ApprovedAt.ShouldBeNull();
        await StaffSteps.LogsInToSignAsync(Leader, await staff.DoesAsync(Leader, id, "approve"));
        (await house.DossierAsync(id)).ApprovedAt.ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Approve_RulesChangedTheResultDuringTheLogin_IsLeftOut(DatabaseKind kind)
    {
        await using var further = new FurtherFilesFile();
        further.Write("an", Judgments.Prison(24, "01/01/2019") with { CourtFee = new("án phí", Completion.NotDone) });
        await using var house = await StaffHouse.StartAsync(kind, further.Setting);
        var staff = new StaffSteps(house);
        var id = await house.SubmittedAsync("an");
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");
        await staff.DoesAsync("chuyen-vien", id, "fetch-records");
        await staff.DoesAsync("chuyen-vien", id, "decide-judgment", "confirmed", "Án phí chưa nộp, xác minh tại Tòa");
        await staff.DoesAsync("chuyen-vien", id, "prepare");
        await staff.DoesAsync("truong-phong", id, "check");
        var list = await staff.DoesAsync(Leader, id, "approve");
        var pack = ThePack.Text.Replace("\"unpaidCourtFeeBlocks\": true", "\"unpaidCourtFeeBlocks\": false",
            StringComparison.Ordinal);
        await ThePack.ChangeAsync(house, pack, "Án phí không cản trở");

        var page = await StaffSteps.LogsInToSignAsync(Leader, list);

        page.Text.ShouldContain("1 hồ sơ đã thay đổi");
        (await house.DossierAsync(id)).ApprovedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Approve_AbandonedAndProposedAgain_KeepsItsNumber()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");
        await staff.DoesAsync(Leader, id, "approve");
        var other = await CheckedAsync(house, staff, "thao");
        await staff.DoesAsync(Leader, other, "approve");

        await staff.ApprovesAsync(Leader, id);

        (await house.QueryAsync(d => d.Certificates.Select(c => c.PrintedNumber).SingleAsync())).ShouldStartWith("1/");
    }

    [Fact]
    public async Task List_ThreePlainOneConvicted_OneLoginSignsWhatWasKept()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var plain = new List<Guid>();
        foreach (var persona in (string[])["an", "thao", "giang"])
        {
            plain.Add(await CheckedAsync(house, staff, persona));
        }

        var convicted = await CheckedAsync(house, staff, "binh");
        var waiting = await (await staff.AsAsync(Leader)).GoAsync(house.Judicial.Address + "/staff/approvals");
        waiting.TextsOf("#ids th[scope=row]").Length.ShouldBe(3);
        waiting.Document.QuerySelectorAll($"#ids input[value^='{convicted}']").Length.ShouldBe(0);

        var list = await waiting.Form("form[action='/staff/approvals']").SendAsync();
        var fewer = await list.Form("form[action^='/staff/approvals/']").Uncheck("keep")
            .Fill("keep", plain[0].ToString()).Fill("keep", plain[2].ToString()).SendAsync();
        await StaffSteps.LogsInToSignAsync(Leader, fewer);
        await house.WaitUntilAsync(plain[0], d => d.PersonSignedAt is not null);
        await house.WaitUntilAsync(plain[2], d => d.PersonSignedAt is not null);

        (await house.DossierAsync(plain[1])).ApprovedAt.ShouldBeNull();
        (await house.DossierAsync(convicted)).ApprovedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Approve_Deputy_IsSignedWithTheDeputysOwnKey()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");

        await staff.ApprovesAsync("pho-giam-doc", id);
        await house.WaitUntilAsync(id, d => d.PersonSignedAt is not null);

        var certificate = await house.QueryAsync(d => d.Certificates.SingleAsync());
        certificate.Profile.ShouldBe("judicial-deputy");
        certificate.SignerName.ShouldBe("Tô Văn Thay");
    }

    [Fact]
    public async Task Open_ListOfAnotherLeader_IsGone()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await CheckedAsync(house, staff, "an");
        var list = await staff.DoesAsync(Leader, id, "approve");
        var deputy = await staff.AsAsync("pho-giam-doc");

        (await deputy.GoAsync(list.Address.ToString())).Text.ShouldContain("Danh sách này không còn");
        (await deputy.GoAsync($"{list.Address}/{id}.pdf")).Status.ShouldBe(404);
        (await deputy.GoAsync($"{list.Address}/sign")).Text.ShouldContain("Danh sách này không còn");
    }

    private static async Task<Guid> CheckedAsync(StaffHouse house, StaffSteps staff, string persona)
    {
        var id = await staff.PreparedAsync(await house.SubmittedAsync(persona));
        await staff.DoesAsync("truong-phong", id, "check");
        return id;
    }

    private static Task<List<string>> OutcomesAsync(StaffHouse house) => house.QueryAsync(d => d.AuditEvents
        .Where(e => e.Action == "certificates.approval-refused").Select(e => e.Outcome).ToListAsync());
}
