using Civic.Browsing;
using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Records;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Expungement;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Decisions;

/// <summary>
/// What the rules make of a judgment may be overruled with a ground, never silently, and what is printed agrees with
/// itself whatever was decided.
/// </summary>
public sealed class JudgmentDecisionTests
{
    private const string Ground = "Theo xác minh của Tòa án nhân dân quận Mẫu, công văn số 12";

    /// <summary>Expunged by lapse of time; active; not known when it was served.</summary>
    private static readonly JudgmentFacts Lapsed = Judgments.Prison(24, "01/01/2019");
    private static readonly JudgmentFacts Running = Judgments.Prison(24, "01/01/2026") with
    {
        Offences = [Lapsed.Offences[0] with { CommittedOn = new(2023, 1, 1) }],
        Date = new(2023, 4, 1),
    };
    private static readonly JudgmentFacts Unclear = Judgments.Prison(24, null);

    private static readonly PoliceTrace Trace = new(
        "9/QĐ", "Cơ quan Mẫu", new(2020, 1, 1), PoliceTraceKind.Prosecution, PoliceTraceOutcome.Judgment, "5/HSST");

    public static TheoryData<string, string, string, string, string> Conclusions => new()
    {
        { "lapsed", "confirmed", "", "không có án tích", Since("01/01/2021") },
        { "lapsed", "active", "", "có án tích", "có án tích; chưa được xóa án tích" },
        { "running", "expunged", "2024-05-06", "không có án tích", Since("06/05/2024") },
        { "running", "no-record", "", "không có án tích", "không có án tích; không bị coi là có án tích" },
        { "running", "disregarded", "", "không có án tích", "không có án tích" },
        { "unclear", "active", "", "có án tích", "có án tích; chưa được xóa án tích" },
        { "unclear", "expunged", "2020-02-29", "không có án tích", Since("29/02/2020") },
    };

    [Theory, MemberData(nameof(Conclusions))]
    public async Task Decide_AnyConclusion_PrintsThatAndNothingElse(
        string judgment, string choice, string day, string number1, string number2)
    {
        await using var further = new FurtherFilesFile();
        further.Write("an", Named(judgment));
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var staff = new StaffSteps(house);
        var id = await FetchedAsync(house, staff, "an");

        (await DecideAsync(staff, id, choice, day)).MustBe().Text.ShouldContain(Ground);

        (CertificateKind, string)[] both = [(CertificateKind.Number1, number1), (CertificateKind.Number2, number2)];
        foreach (var (kind, printed) in both)
        {
            var content = await ContentAsync(house, id, kind);
            var standings = content.Judgments.Select(j => j.Standing).Where(s => s is not null);
            string.Join("; ", standings.Prepend(content.RecordStatus)).ShouldBe(printed);
            content.Judgments.Length.ShouldBe(
                choice == "disregarded" || (kind == CertificateKind.Number1 && printed == "không có án tích") ? 0 : 1);
        }

        (await staff.DoesAsync("chuyen-vien", id, "prepare")).MustBe();
        (await house.DossierAsync(id)).State.ShouldBe(DossierState.InProgress);
        var act = await house.QueryAsync(d => d.StaffActs.SingleAsync(a => a.Action == "judgment.decided"));
        act.Reason.ShouldBe(Ground);
    }

    [Fact]
    public async Task Decide_OneJudgment_SaysNothingAboutThoseThatCameLater()
    {
        await using var further = new FurtherFilesFile();
        further.Write("nam-1", Lapsed);
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var staff = new StaffSteps(house);
        var id = await FetchedAsync(house, staff, "nam-1");
        await DecideAsync(staff, id, "confirmed");

        var page = await staff.DoesAsync("chuyen-vien", id, "decide-match", "same-person", Ground);

        page.MustBe().Text.ShouldContain("Phiếu sẽ ghi: có án tích");
        (await ContentAsync(house, id, CertificateKind.Number1)).RecordStatus.ShouldBe("có án tích");
    }

    [Fact]
    public async Task Decide_ThenTheRegisterSaysMore_IsToBeDecidedAnew()
    {
        await using var further = new FurtherFilesFile();
        further.Write("an", Unclear);
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var staff = new StaffSteps(house);
        var id = await FetchedAsync(house, staff, "an");
        await DecideAsync(staff, id, "no-record");
        (await staff.DoesAsync("chuyen-vien", id, "fetch-records")).Has("form[action$='/prepare']").ShouldBeTrue();

        further.Write("an", Unclear with { MainCompletion = Completion.NotDone });
        var page = await staff.DoesAsync("chuyen-vien", id, "fetch-records");

        page.Text.ShouldContain("Phiếu sẽ ghi: có án tích");
        page.Text.ShouldNotContain("Không bị coi là có án tích: ");
        (await ContentAsync(house, id, CertificateKind.Number1)).RecordStatus.ShouldBe("có án tích");
    }

    [Fact]
    public async Task Decide_ConfirmedThenTheDayMakesItExpunged_GoesBackToTheOfficer()
    {
        await using var further = new FurtherFilesFile();
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var today = DateOnly.FromDateTime(house.Clock.GetUtcNow().UtcDateTime);
        further.Write("an", Running with { MainCompletion = Completion.Done(today.AddMonths(-24).AddDays(1)) });
        var staff = new StaffSteps(house);
        var id = await FetchedAsync(house, staff, "an");
        await DecideAsync(staff, id, "confirmed");
        await staff.DoesAsync("chuyen-vien", id, "prepare");
        await staff.DoesAsync("truong-phong", id, "check");
        house.Clock.Advance(TimeSpan.FromDays(2));

        var page = await new StaffSteps(house).DoesAsync("giam-doc", id, "approve");

        page.Text.ShouldContain("Tính đến hôm nay kết quả đã khác");
        (await house.DossierAsync(id)).CheckedBy.ShouldBeNull();
        page = await new StaffSteps(house).SeesAsync("chuyen-vien", id);
        page.Has("form[action$='/decide-judgment']").ShouldBeTrue();
        page.Has("form[action$='/prepare']").ShouldBeFalse();
    }

    [Theory]
    [InlineData("running", "expunged", "", "Cần ghi ngày được xóa án tích")]
    [InlineData("running", "expunged", "2022-01-01", "Cần ghi ngày được xóa án tích")]
    [InlineData("running", "expunged", "2099-01-01", "Cần ghi ngày được xóa án tích")]
    public async Task Decide_WhatCanNotBePrinted_IsRefused(string judgment, string choice, string day, string told)
    {
        await using var further = new FurtherFilesFile();
        further.Write("an", Named(judgment));
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var staff = new StaffSteps(house);
        var id = await FetchedAsync(house, staff, "an");

        var page = await DecideAsync(staff, id, choice, day);

        page.Text.ShouldContain(told);
        (await house.QueryAsync(d => d.StaffActs.CountAsync(a => a.Action == "judgment.decided"))).ShouldBe(0);
    }

    [Theory]
    [InlineData("unclear", "confirmed")]
    [InlineData("running", "clear")]
    public async Task Decide_WhatIsNotOffered_IsRefused(string judgment, string choice)
    {
        await using var further = new FurtherFilesFile();
        further.Write("an", Named(judgment));
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var staff = new StaffSteps(house);
        var id = await FetchedAsync(house, staff, "an");
        var page = await staff.SeesAsync("chuyen-vien", id);
        page.Has($"input[name=choice][value={choice}]").ShouldBeFalse();

        var key = page.AttributeOf("form[action$='/decide-judgment'] input[name=subject]", "value")!;
        var officer = await staff.AsAsync("chuyen-vien");

        (await GuardTests.PostAsync(house, officer, id, "decide-judgment", choice, key)).ShouldBe(422);
        (await GuardTests.PostAsync(house, officer, id, "decide-judgment", "active", key)).ShouldBe(303);
    }

    [Fact]
    public async Task Decide_TraceWhoseJudgmentNobodyHolds_BlocksUntilCleared()
    {
        await using var further = new FurtherFilesFile();
        further.Write("an", [], Trace);
        await using var house = await StaffHouse.StartAsync(DatabaseKind.Sqlite, further.Setting);
        var staff = new StaffSteps(house);
        var id = await FetchedAsync(house, staff, "an");
        (await staff.SeesAsync("chuyen-vien", id)).Has("form[action$='/prepare']").ShouldBeFalse();

        (await staff.DoesAsync("chuyen-vien", id, "decide-trace", "open", Ground))
            .Has("form[action$='/prepare']").ShouldBeFalse();
        (await staff.DoesAsync("chuyen-vien", id, "decide-trace", "nothing", Ground))
            .Has("form[action$='/prepare']").ShouldBeTrue();

        further.Write("an", [Running with { Number = "5/HSST" }], Trace);
        (await staff.DoesAsync("chuyen-vien", id, "fetch-records")).Text.ShouldContain("Phiếu sẽ ghi: có án tích");
    }

    private static string Since(string day) => $"án tích đã được xóa; đã được xóa án tích từ ngày {day}";

    private static JudgmentFacts Named(string judgment) =>
        judgment switch
        {
            "lapsed" => Lapsed,
            "running" => Running,
            _ => Unclear,
        };

    private static async Task<Guid> FetchedAsync(StaffHouse house, StaffSteps staff, string persona)
    {
        var id = await house.SubmittedAsync(persona);
        await staff.DoesAsync("tiep-nhan", id, "accept");
        await staff.DoesAsync("chuyen-vien", id, "take");
        (await staff.DoesAsync("chuyen-vien", id, "fetch-records")).MustBe();
        return id;
    }

    private static async Task<Page> DecideAsync(StaffSteps staff, Guid id, string choice, string day = "") =>
        await (await staff.SeesAsync("chuyen-vien", id)).Form("form[action$='/decide-judgment']")
            .Fill("choice", choice).Fill("day", day).Fill("reason", Ground).SendAsync();

    private static async Task<CertificateContent> ContentAsync(StaffHouse house, Guid id, CertificateKind kind)
    {
        var dossier = await house.DossierAsync(id);
        var file = await house.QueryAsync(d => CaseFile.LoadAsync(d, dossier, default));
        file.SaysConvicted.ShouldNotBeNull();
        var pack = house.Judicial.Services.GetRequiredService<PolicyPack>();
        return CertificateWording.Write(
            new CertificateFacts
            {
                Declaration = file.Declaration with { Kind = kind },
                Findings = [.. file.Cases.Select(c => c.Concluded)],
                Bans = [],
                Number = "1",
                IssueDate = new(2026, 1, 1),
                Signer = new(["GIÁM ĐỐC"], "A"),
            },
            pack
        );
    }
}
