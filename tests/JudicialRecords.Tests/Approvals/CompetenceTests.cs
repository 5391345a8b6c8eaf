using System.Text;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Certificates.Approvals;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Tests.Policies;
using Civic.JudicialRecords.Tests.Web.Staff;
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

    private static PolicyPack With(Action<JsonArray> change)
    {
        using var stream = typeof(PolicyPack).Assembly.GetManifestResourceStream("policies/hanoi.json")!;
        var pack = JsonNode.Parse(stream)!.AsObject();
        change(pack["competences"]!.AsArray());
        return PolicyLoader.Parse(Encoding.UTF8.GetBytes(pack.ToJsonString()), "test");
    }
}
