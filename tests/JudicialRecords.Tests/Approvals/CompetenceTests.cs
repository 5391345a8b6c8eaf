using System.Text;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Policies.Changes;
using Civic.JudicialRecords.Tests.Policies;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Approvals;

public sealed class CompetenceTests
{
    private static readonly Officer Deputy = new("s", "Tô Văn Thay", "Phó Giám đốc", "Ban Giám đốc");
    private static readonly Officer HeadOfDivision = new("t", "Chu Văn Duyệt", "Trưởng phòng", "Phòng");

    [Fact]
    public void Competent_DeputyWhoseAssignmentEnded_MaySignToItsLastDay()
    {
        var pack = With(rows => rows[1]!["to"] = "2026-06-30");

        SigningProfiles.Of(Deputy, pack, new(2026, 6, 30)).ShouldBe("judicial-deputy");
        SigningProfiles.Of(Deputy, pack, new(2026, 7, 1)).ShouldBeNull();
        SigningProfiles.Of(HeadOfDivision, pack, new(2026, 6, 30)).ShouldBeNull();
    }

    [Fact]
    public void Competent_SomebodyAuthorizedByName_SignsWithTheirKeyAndTheBlockSaysTuq()
    {
        var pack = With(rows => rows.Add(JsonNode.Parse("""
            {
              "id": "UQ-1", "from": "2026-07-01", "to": "2026-07-31",
              "basis": { "vi": "Quyết định ủy quyền 12/QĐ-STP", "en": "Delegation 12/QĐ-STP" },
              "title": "TRƯỞNG PHÒNG", "name": "Chu Văn Duyệt", "block": "authorized", "profile": "judicial-authorized"
            }
            """)));

        SigningProfiles.Of(HeadOfDivision, pack, new(2026, 7, 15)).ShouldBe("judicial-authorized");
        SigningProfiles.Of(HeadOfDivision with { Name = "Ai Khác" }, pack, new(2026, 7, 15)).ShouldBeNull();
        SigningProfiles.Of(HeadOfDivision, pack, new(2026, 8, 1)).ShouldBeNull();
        CertificateWording.Signer(HeadOfDivision.Name, HeadOfDivision.Title, pack.Authorities.On(new(2026, 7, 15)))
            .Titles.ShouldBe(["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"]);
    }

    [Fact]
    public async Task Page_OnADay_NamesOfficesBlocksAndWhoSigned()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);

        var page = (await (await staff.AsAsync("van-thu")).GoAsync(
            house.Judicial.Address + "/staff/competence?on=2024-08-01")).MustBe();

        page.Text.ShouldContain("KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC");
        page.Text.ShouldContain("Không có Phiếu nào");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Approve_CompetentOnThatDay_TheDecisionIsKeptAndShown(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var id = await staff.ApprovedAsync(await house.SubmittedAsync("an"), "pho-giam-doc");

        var certificate = await house.QueryAsync(d => d.Certificates.SingleAsync(c => c.DossierId == id));
        certificate.Competence.ShouldBe("KY-PGD: Phân công của người đứng đầu cơ quan");
        var page = (await (await staff.AsAsync("van-thu")).GoAsync(
            $"{house.Judicial.Address}/staff/competence?on={certificate.IssueDate:yyyy-MM-dd}")).MustBe();
        page.Text.ShouldContain($"({certificate.Competence})");
    }

    [Fact]
    public async Task Approve_AssignmentEndsBetweenTheListAndTheLogin_NothingIsApprovedAndItIsRecorded()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.PreparedAsync(await house.SubmittedAsync("an"));
        await staff.DoesAsync("truong-phong", id, "check");
        var list = (await staff.DoesAsync("pho-giam-doc", id, "approve")).MustBe();
        var today = house.Clock.GetUtcNow().DateInVietnam();
        await InForceAsync(house, rows => rows[1]!["to"] = $"{today.AddDays(-1):yyyy-MM-dd}");

        var page = await StaffSteps.LogsInToSignAsync("pho-giam-doc", list);

        page.Text.ShouldContain("không còn (hoặc chưa) được giao ký");
        (await house.DossierAsync(id)).ApprovedAt.ShouldBeNull();
        (await house.QueryAsync(d => d.AuditEvents
            .Where(e => e.Action == "certificates.approval-refused").Select(e => e.Outcome).ToListAsync()))
            .ShouldBe(["civic:judicial:step-up-not-competent"]);
    }

    private static Task InForceAsync(StaffHouse house, Action<JsonArray> change) =>
        ThePack.ChangeAsync(house, Changed(change), "Thôi phân công ký thay");

    private static PolicyPack With(Action<JsonArray> change) =>
        PolicyLoader.Parse(Encoding.UTF8.GetBytes(Changed(change)), "test");

    private static string Changed(Action<JsonArray> change)
    {
        var pack = JsonNode.Parse(ThePack.Text)!.AsObject();
        change(pack["competences"]!.AsArray());
        return pack.ToJsonString();
    }
}
