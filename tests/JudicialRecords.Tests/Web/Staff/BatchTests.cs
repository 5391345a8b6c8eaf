using Civic.Browsing;
using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Requests;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Web.Staff;

/// <summary>One step on several dossiers of a queue: what a step refuses alone it refuses in a list too.</summary>
public sealed class BatchTests
{
    private const string Queue = "form[action='/staff?handler=Batch']";

    [Theory, ClassData(typeof(Databases))]
    public async Task Steps_OnAWholeQueue_MoveWhatIsPlainAndNameTheRest(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var plain = new[] { await house.SubmittedAsync("an"), await house.SubmittedAsync("thao") };
        var convicted = await house.SubmittedAsync("binh");
        var unjudged = await house.SubmittedAsync(
            "hung", claims: new ClassClaim(FeeClass.PoorHousehold, ClaimEvidence.NotProved, "tờ khai"));

        var page = await DoAllAsync(house, staff, "tiep-nhan", Turn.Reception, "Accept");
        page.TextOf("#told").ShouldContain("3 hồ sơ");
        await ShouldNameAsync(house, page, unjudged, "Chưa xác định được phí");

        page = await DoAllAsync(house, staff, "chuyen-vien", Turn.CaseOfficer, "Fetch");
        page.TextOf("#told").ShouldContain("Đã tra cứu 3 hồ sơ");
        (await house.QueryAsync(d => d.AuditEvents.CountAsync(e => e.Action == "register.asked"))).ShouldBe(9);

        page = await DoAllAsync(house, staff, "chuyen-vien", Turn.CaseOfficer, "Prepare");
        page.TextOf("#told").ShouldContain("2 hồ sơ");
        await ShouldNameAsync(house, page, convicted, "phải xem riêng");

        page = await DoAllAsync(house, staff, "truong-phong", Turn.DivisionHead, "Check");
        page.TextOf("#told").ShouldContain("2 hồ sơ");
        page.Has("#left").ShouldBeFalse();
        foreach (var id in plain)
        {
            NextStep.Of(await house.DossierAsync(id)).ShouldBe(Turn.Leader);
        }

        NextStep.Of(await house.DossierAsync(convicted)).ShouldBe(Turn.CaseOfficer);
        NextStep.Of(await house.DossierAsync(unjudged)).ShouldBe(Turn.Reception);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Steps_PreparedAlone_OnlyWhatIsPlainIsCheckedInAList(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var convicted = await staff.PreparedAsync(await house.SubmittedAsync("binh"));
        NextStep.Of(await house.DossierAsync(convicted)).ShouldBe(Turn.DivisionHead);

        var page = await DoAllAsync(house, staff, "truong-phong", Turn.DivisionHead, "Check");

        await ShouldNameAsync(house, page, convicted, "phải xem riêng");
        page.Has("#told").ShouldBeFalse();
        (await house.DossierAsync(convicted)).CheckedAt.ShouldBeNull();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Steps_TwoOfficersWithTheSameList_EachDossierIsMovedOnce(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var staff = new StaffSteps(house);
        var ids = new List<Guid>();
        foreach (var persona in new[] { "an", "thao", "giang", "minh" })
        {
            ids.Add(await house.SubmittedAsync(persona));
        }

        var one = await AllTickedAsync(house, staff, "tiep-nhan", Turn.Reception);
        using var second = await house.SignInAsync("tiep-nhan");
        var other = (await second.GoAsync(AddressOf(house, Turn.Reception))).MustBe();
        var pages = await Task.WhenAll(
            one.Form(Queue).Press("Accept").SendAsync(), other.Form(Queue).Press("Accept").SendAsync());

        pages.ShouldAllBe(p => p.Status == 200);
        foreach (var id in ids)
        {
            var dossier = await house.DossierAsync(id);
            dossier.State.ShouldBe(DossierState.Received);
            dossier.History.Count(c => c.To == DossierState.Received).ShouldBe(1);
            (await house.QueryAsync(d => d.StaffActs.CountAsync(a => a.DossierId == id))).ShouldBe(1);
        }
    }

    /// <summary>On SQLite nobody else writes meanwhile.</summary>
    [Fact]
    public async Task Steps_OneChangedWhileTheyAreSaved_OnlyThatOneIsLeft()
    {
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Postgres);
        var staff = new StaffSteps(house);
        var changed = await house.SubmittedAsync("an");
        var others = new[] { await house.SubmittedAsync("thao"), await house.SubmittedAsync("giang") };
        var list = await AllTickedAsync(house, staff, "tiep-nhan", Turn.Reception);

        var page = await house.QueryAsync(async d =>
        {
            await using var change = await d.Database.BeginTransactionAsync();
            await d.Dossiers.Where(x => x.Id == changed)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1));
            var accepting = list.Form(Queue).Press("Accept").SendAsync();
            while (await d.Database.SqlQuery<int>($"""
                SELECT count(*)::int AS "Value" FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """).SingleAsync() == 0)
            {
                accepting.IsCompleted.ShouldBeFalse("nothing waited for the change");
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }

            await change.CommitAsync();
            return (await accepting).MustBe();
        });

        page.TextOf("#told").ShouldContain("2 hồ sơ");
        await ShouldNameAsync(house, page, changed, "Một cán bộ khác vừa cập nhật");
        (await house.DossierAsync(changed)).State.ShouldBe(DossierState.Registered);
        foreach (var id in others)
        {
            (await house.DossierAsync(id)).State.ShouldBe(DossierState.Received);
        }
    }

    [Fact]
    public async Task Steps_WithoutTheRoleOrTheToken_NothingHappens()
    {
        await using var house = await StaffHouse.StartAsync();
        var staff = new StaffSteps(house);
        var id = await staff.PreparedAsync(await house.SubmittedAsync("an"));
        await house.SubmittedAsync("thao");
        var chosen = $"{id}:{(await house.DossierAsync(id)).Version}";
        var page = await AllTickedAsync(house, staff, "tiep-nhan", Turn.Reception);
        var token = page.Form(Queue).ValueOf("__RequestVerificationToken")!;

        (await PostAsync(house, staff, ("step", "Check"), ("ids", chosen), (Token, token))).Status.ShouldBe(403);
        (await PostAsync(house, staff, ("step", "Accept"), ("ids", chosen))).Status.ShouldBe(400);
        (await PostAsync(house, staff, ("step", "17"), ("ids", chosen), (Token, token))).Status.ShouldBe(400);
        (await PostAsync(house, staff, ("step", "Accept"), ("ids", "x:y"), (Token, token)))
            .Text.ShouldContain("Chưa chọn");

        var after = await house.DossierAsync(id);
        (NextStep.Of(after), after.CheckedAt).ShouldBe((Turn.DivisionHead, null));
    }

    private const string Token = "__RequestVerificationToken";

    private static string AddressOf(StaffHouse house, Turn turn) => $"{house.Judicial.Address}/staff?all={turn}";

    private static async Task<Page> AllTickedAsync(StaffHouse house, StaffSteps staff, string persona, Turn turn) =>
        (await (await staff.AsAsync(persona)).GoAsync(AddressOf(house, turn))).MustBe();

    private static async Task<Page> DoAllAsync(
        StaffHouse house, StaffSteps staff, string persona, Turn turn, string step) =>
        (await (await AllTickedAsync(house, staff, persona, turn)).Form(Queue).Press(step).SendAsync()).MustBe();

    private static async Task ShouldNameAsync(StaffHouse house, Page page, Guid id, string why)
    {
        var code = (await house.DossierAsync(id)).Code;
        page.TextOf("#left").ShouldContain(code);
        page.TextOf("#left").ShouldContain(why);
    }

    /// <summary>What no page offers to this person.</summary>
    private static async Task<(int Status, string Text)> PostAsync(
        StaffHouse house, StaffSteps staff, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(house.Judicial.Address + "/staff?handler=Batch"))
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        var cookies = (await staff.AsAsync("tiep-nhan")).Cookies.HeaderFor(request.RequestUri!);
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
