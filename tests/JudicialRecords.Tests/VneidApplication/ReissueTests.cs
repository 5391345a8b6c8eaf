using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Attachments;
using Civic.JudicialRecords.Tests.Papers;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.VneidApplication;

/// <summary>A decision under Art. 50 about a request of the application, which knows one code only.</summary>
public sealed class ReissueTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Revoke_AndIssueAnew_GoesOnUnderTheCodeThatWasGiven(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var (app, staff) = (new TheApplication(house), new StaffSteps(house));
        var first = await IssuedAsync(house, app, staff);

        await AfterIssueTests.DraftAsync(staff, first.Id, "revoke", anew: true);
        await AfterIssueTests.SignAsync(house, staff, first.Id);
        await ThePapers.WaitAsync(house, first.Id, PaperKind.Revocation, p => p.PersonSignedAt is not null);
        StaffHouse.Break(house.Vneid, "/v2/lyLichTuPhap/traKetQuaHoSoLLTP", FaultKind.Http5xx, 2);
        await ThePapers.SealsAsync(house, staff);

        (await ToldAsync(house, first.Code, "ketqua 1"))[^3..].ShouldBe(
            ["ketqua 10", "thuhoi 10", "ketqua 1"], "the revocation first, though it was not taken at once");
        var next = await house.QueryAsync(d => d.Dossiers.AsNoTracking().SingleAsync(x => x.IsOpen));
        next.Code.ShouldNotBe(first.Code);
        (await TellsOfAsync(house, next.Code)).ShouldBeEmpty("a code that was never given out");

        house.Clock.Advance(TimeSpan.FromSeconds(10));
        await staff.DoesAsync("tiep-nhan", next.Id, "ask-supplement", reason: "Cần giấy tờ về nơi cư trú");
        (await ToldAsync(house, first.Code, "ketqua 5"))[^1].ShouldBe("ketqua 5");
        var (_, answers) = await app.AsksAsync(new
        {
            persona = "thao",
            code = first.Code,
            papers = new[] { Convert.ToBase64String(SomeFiles.Pdf) },
        });
        answers.ShouldAllBe(a => a.StatusCode == "00" && a.Data == first.Code, answers[0].ErrorDetail);
        (await house.DossierAsync(next.Id)).State.ShouldBe(DossierState.Registered);
        (await house.QueryAsync(d => d.Attachments.CountAsync(a => a.DossierId == next.Id))).ShouldBe(1);
    }

    private static async Task<Dossier> IssuedAsync(StaffHouse house, TheApplication app, StaffSteps staff)
    {
        var dossier = await app.TakenAsync(new { persona = "thao" });
        await staff.ApprovedAsync(dossier.Id);
        await house.WaitUntilAsync(dossier.Id, d => d.PersonSignedAt is not null);
        await staff.DoesAsync("van-thu", dossier.Id, "order-seal");
        await house.WaitUntilAsync(dossier.Id, d => d.State == DossierState.Returned);
        await app.ToldAsync(dossier.Code, DossierState.Returned);
        return dossier;
    }

    /// <summary>All that was told under the code, once the last of it is that.</summary>
    private static async Task<string[]> ToldAsync(StaffHouse house, string code, string last)
    {
        string[] told = [];
        for (var i = 0; i < 400 && told.LastOrDefault() != last; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
            told = await TellsOfAsync(house, code);
        }

        return told;
    }

    private static async Task<string[]> TellsOfAsync(StaffHouse house, string code) =>
        [.. (await house.Vneid.Http.GetFromJsonAsync<JsonArray>($"/v2/lyLichTuPhap/ketQua/{code}"))!
            .Select(t => $"{t!["type"]} {t["trangThaiXuLy"]}")];
}
