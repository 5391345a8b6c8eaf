using System.Diagnostics;
using System.Text.RegularExpressions;
using Civic.HealthRecord.Summaries;
using Civic.Sandbox;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.HealthRecord.Tests;

public sealed partial class SignedSummaryTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task SignedSummary_AskedFor_SaysWhatTheRecordSays(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, signing: true);
        using var an = await house.SignedInAsync("an", "/ho-so/tom-tat");

        await an.SubmitAsync("/ho-so/tom-tat");
        var file = await DownloadAsync(house, an);

        var text = await TextOfAsync(file);
        foreach (
            var fact in new[]
            {
                "NGUYỄN VĂN AN",
                "14/03/1990",
                "********9001",
                "Dị ứng penicillin",
                "I10",
                "Amlodipin 5mg",
                "Vắc xin cúm mùa",
                "Cholesterol",
                "Phòng khám Mẫu số 1",
                "dữ liệu đến 00:00 20/11/2026",
            }
        )
        {
            text.ShouldContain(fact);
        }

        text.ShouldNotContain("001090999001");
        using var minh = await house.SignedInAsync("minh");
        await minh.GoAsync(PdfLink().Match(an.Page) is { Success: true } link ? link.Value : an.Address.AbsolutePath);
        ((int)minh.Status).ShouldBe(404);
        var number = await house.InDatabaseAsync(d => d.Summaries.Select(s => s.Number).SingleAsync());
        (
            await house.Http.GetStringAsync($"{house.SigningAddress}/v/{number}", TestContext.Current.CancellationToken)
        ).ShouldContain(number);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task SignedSummary_ForAChild_NamesTheParentWhoAskedForIt(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, signing: true);
        using var own = await house.SignedInAsync("minh");
        using var child = await house.SignedInAsync("gia-han", "/ho-so/tom-tat");
        using var parent = await house.SignedInForAsync("minh", "gia-han", "/ho-so/tom-tat");
        parent.Text.ShouldContain("Bản tóm tắt ghi rõ là do cha hoặc mẹ yêu cầu");

        house.SpoilTrust("/tsa", FaultKind.Http5xx);
        await parent.SubmitAsync("/ho-so/tom-tat");
        await child.SubmitAsync("/ho-so/tom-tat");
        house.RestoreTrust();

        var (ofParent, ofChild) = await house.InDatabaseAsync(async d => (
            await d.Summaries.AsNoTracking().SingleAsync(s => s.RequestedBy != null),
            await d.Summaries.AsNoTracking().SingleAsync(s => s.RequestedBy == null)));
        var minh = await house.InDatabaseAsync(d => d.Owners.SingleAsync(o => o.Name == "Đinh Văn Minh"));
        (ofParent.RequestedBy, ofParent.RequestedAs).ShouldBe((minh.Subject, "parent"));
        var text = await TextOfAsync(await DownloadAsync(house, parent, ofParent.Number));
        text.ShouldContain("Họ và tên: ĐINH GIA HÂN");
        text.ShouldContain("Người yêu cầu: ĐINH VĂN MINH, là cha hoặc mẹ của người có tên trên theo Cơ sở dữ liệu "
            + "quốc gia về dân cư, yêu cầu lúc 09:00 20/11/2026");
        (await TextOfAsync(await DownloadAsync(house, child, ofChild.Number))).ShouldNotContain("Người yêu cầu");
    }

    [Fact]
    public async Task SignedSummary_ForAWard_SaysGuardianWhereNoNameIsKnown()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, signing: true);
        using var guardian = await house.SignedInForAsync("ha", "be-bao", "/ho-so/tom-tat");

        await guardian.SubmitAsync("/ho-so/tom-tat");

        (await TextOfAsync(await DownloadAsync(house, guardian)))
            .ShouldContain("Người yêu cầu: người giám hộ của người có tên trên");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Receipt_BesideTheSummary_OfTodayAndOfTheDayOfIssueWhenSigningIsGone(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, signing: true);
        using var an = await house.SignedInAsync("an", "/ho-so/tom-tat");
        await an.SubmitAsync("/ho-so/tom-tat");
        await DownloadAsync(house, an);
        await an.GoAsync("/ho-so/tom-tat");
        var link = ReceiptLink().Match(an.Page).Value;

        await an.GoAsync(link);
        var today = System.Text.Json.JsonDocument.Parse(an.Body).RootElement;
        await house.StopSigningAsync();
        await an.GoAsync(link);
        var ofTheIssue = System.Text.Json.JsonDocument.Parse(an.Body).RootElement;
        using var minh = await house.SignedInAsync("minh");
        await minh.GoAsync(link);

        today.GetProperty("format").GetString().ShouldBe("civic-receipt-1");
        ofTheIssue.GetProperty("number").GetString().ShouldBe(today.GetProperty("number").GetString());
        ((int)minh.Status).ShouldBe(404);
    }

    [Fact]
    public async Task SignedSummary_TimestampsDown_WaitsAndCompletesByItself()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, signing: true);
        using var an = await house.SignedInAsync("an", "/ho-so/tom-tat");
        house.SpoilTrust("/tsa", FaultKind.Http5xx);

        await an.SubmitAsync("/ho-so/tom-tat");
        await WaitForAsync(house, an, "Dịch vụ cấp dấu thời gian chưa trả lời");
        house.RestoreTrust();
        house.Clock.Advance(TimeSpan.FromMinutes(6));

        (await DownloadAsync(house, an)).Length.ShouldBeGreaterThan(10_000);
        (await house.InDatabaseAsync(d => d.Summaries.Select(s => s.State).ToListAsync())).ShouldBe([
            SummaryState.Ready,
        ]);
    }

    [Fact]
    public async Task Renew_ProofComesToItsEnd_StoredFileGetsAFurtherArchiveTimestamp()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite, signing: true);
        using var an = await house.SignedInAsync("an", "/ho-so/tom-tat");
        await an.SubmitAsync("/ho-so/tom-tat");
        var before = await DownloadAsync(house, an);
        var soon = house.Clock.GetUtcNow() + TimeSpan.FromDays(100);
        await house.InDatabaseAsync(d =>
            d.Summaries.ExecuteUpdateAsync(s => s.SetProperty(x => x.VerifiableUntil, soon))
        );

        await using var scope = house.Health.Services.CreateAsyncScope();
        var renewal = scope.ServiceProvider.GetRequiredService<SummaryRenewal>();
        (await renewal.RunAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await renewal.RunAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        var after = await house.InDatabaseAsync(d => d.Summaries.SingleAsync());
        after.Sealed!.AsSpan(0, before.Length).SequenceEqual(before).ShouldBeTrue();
        after.VerifiableUntil.ShouldNotBeNull().ShouldBeGreaterThan(soon.AddYears(5));
    }

    private static async Task WaitForAsync(House house, Browser citizen, string text)
    {
        for (var i = 0; i < 200 && !citizen.Text.Contains(text, StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            // A busy machine may make a step fail once; its next try is due by this clock.
            house.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await citizen.GoAsync("/ho-so/tom-tat");
        }

        citizen.Text.ShouldContain(text);
    }

    private static async Task<byte[]> DownloadAsync(House house, Browser citizen, string? number = null)
    {
        var file = number is null ? null : $"/ho-so/tom-tat/{number}.pdf";
        await WaitForAsync(house, citizen, file ?? "Tải về (PDF)");
        await citizen.GoAsync(file ?? PdfLink().Match(citizen.Page).Value);
        return citizen.Body;
    }

    private static async Task<string> TextOfAsync(byte[] pdf)
    {
        var file = Path.Combine(Path.GetTempPath(), $"civic-summary-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        try
        {
            using var tool = Process.Start(
                new ProcessStartInfo("pdftotext", ["-layout", file, "-"]) { RedirectStandardOutput = true }
            )!;
            var text = await tool.StandardOutput.ReadToEndAsync();
            await tool.WaitForExitAsync();
            return Spaces().Replace(text, " ");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex("/ho-so/tom-tat/[A-Z0-9-]+\\.pdf")]
    private static partial Regex PdfLink();

    [GeneratedRegex("/ho-so/tom-tat/[A-Z0-9-]+\\.json")]
    private static partial Regex ReceiptLink();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
