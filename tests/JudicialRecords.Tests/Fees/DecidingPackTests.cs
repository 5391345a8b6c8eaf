using System.Text;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Policies;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Fees;

/// <summary>A stored fee is explained by the text that decided it, whatever the pack of that name says since.</summary>
public sealed class DecidingPackTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Explain_TextOfThatNameIsAnotherToday_ComputesByTheOneThatDecided(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind, ("Civic:Policy", DearerPack()));
        var dossier = await house.DossierAsync(await house.SubmittedAsync("an"));
        dossier.FeeList.Dong.ShouldBe(210_000);

        var leader = await house.SignInAsync("giam-doc");
        var page = await leader.GoAsync($"{house.Judicial.Address}/staff/policies/explain?code={dossier.Code}");

        page.MustBe().Text.ShouldContain("khớp");
        page.TextOf("#text-of-pack").ShouldBe(DigestIn(dossier));
    }

    [Fact]
    public async Task Explain_ByCommand_NamesTheTextAndComputesByIt()
    {
        await using var house = await StaffHouse.StartAsync(more: ("Civic:Policy", DearerPack()));
        var dossier = await house.DossierAsync(await house.SubmittedAsync("an"));

        var (code, said) = await PolicyCommand.AskAsync("explain", dossier.Code, PolicyCommand.DataOf(house));

        code.ShouldBe(0, said);
        said.ShouldContain(DigestIn(dossier));
        said.ShouldNotContain("today's text");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Explain_TextIsNotKept_CannotTell(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind, ("Civic:Policy", DearerPack()));
        var dossier = await house.DossierAsync(await house.SubmittedAsync("an"));
        await house.QueryAsync(d => d.PolicyTexts.ExecuteDeleteAsync());

        var leader = await house.SignInAsync("giam-doc");
        var page = await leader.GoAsync($"{house.Judicial.Address}/staff/policies/explain?code={dossier.Code}");

        page.MustBe().Text.ShouldContain("Không tính lại được");
    }

    [Fact]
    public async Task Explain_TraceFromBeforeDigests_ComputesByTodaysTextAndSaysSo()
    {
        await using var house = await StaffHouse.StartAsync();
        var dossier = await house.DossierAsync(await house.SubmittedAsync("an"));
        await RewriteAsync(house, dossier, trace => trace["assessment"]!.AsObject().Remove("packDigest"));

        var (code, said) = await PolicyCommand.AskAsync("explain", dossier.Code, PolicyCommand.DataOf(house));

        code.ShouldBe(0, said);
        said.ShouldContain("today's text");
        var leader = await house.SignInAsync("giam-doc");
        (await leader.GoAsync($"{house.Judicial.Address}/staff/policies/explain?code={dossier.Code}")).MustBe()
            .TextOf("#text-of-pack").ShouldContain("tệp hiện nay");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Explain_DecidedByAChange_ComputesByItsTextWithAndWithoutDigest(bool withDigest)
    {
        await using var house = await StaffHouse.StartAsync();
        await ThePack.ChangeAsync(house, await File.ReadAllTextAsync(DearerPack()), "Thông tư mới có hiệu lực");
        var dossier = await house.DossierAsync(await house.SubmittedAsync("an"));
        if (!withDigest)
        {
            await RewriteAsync(house, dossier, trace => trace["assessment"]!.AsObject().Remove("packDigest"));
        }

        var (code, said) = await PolicyCommand.AskAsync("explain", dossier.Code, PolicyCommand.DataOf(house));
        var leader = await house.SignInAsync("giam-doc");
        var page = await leader.GoAsync($"{house.Judicial.Address}/staff/policies/explain?code={dossier.Code}");

        code.ShouldBe(0, said);
        said.ShouldContain("hanoi#7");
        said.ShouldContain("210.000");
        said.ShouldNotContain("today's text");
        page.MustBe().Text.ShouldContain("đã lưu: khớp");
    }

    [Theory]
    [InlineData("basis", "khớp")]
    [InlineData("clause", "KHÁC")]
    public async Task Explain_LineSaysSomethingElse_DiffersByItsClauseAndNotByItsWords(string member, string said)
    {
        await using var house = await StaffHouse.StartAsync();
        var dossier = await house.DossierAsync(await house.SubmittedAsync("an"));
        await RewriteAsync(house, dossier, trace => trace["assessment"]!["trace"]![1]![member] = member == "basis"
            ? new JsonObject { ["vi"] = "câu cũ", ["en"] = "an older sentence" }
            : "TT-244-2016:another");

        var (_, answer) = await PolicyCommand.AskAsync("explain", dossier.Code, PolicyCommand.DataOf(house));
        var leader = await house.SignInAsync("giam-doc");
        var page = await leader.GoAsync($"{house.Judicial.Address}/staff/policies/explain?code={dossier.Code}");

        answer.ShouldContain($"Tính lại: {said}");
        page.MustBe().Text.ShouldContain($"đã lưu: {said}");
    }

    private static string DigestIn(Dossier dossier) =>
        JsonNode.Parse(dossier.FeeTraceJson)!["assessment"]!["packDigest"]!.GetValue<string>();

    private static Task<int> RewriteAsync(StaffHouse house, Dossier dossier, Action<JsonNode> change)
    {
        var trace = JsonNode.Parse(dossier.FeeTraceJson)!;
        change(trace);
        var bytes = Encoding.UTF8.GetBytes(trace.ToJsonString());
        return house.QueryAsync(d => d.Database.ExecuteSqlAsync($"UPDATE dossiers SET fee_trace_json = {bytes}"));
    }

    /// <summary>A text that calls itself hanoi and is not the one that ships.</summary>
    private static string DearerPack()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("civic-pack-").FullName, "hanoi.json");
        File.WriteAllText(file, ThePack.Text.Replace("\"base\": 200000", "\"base\": 210000"));
        return file;
    }
}
