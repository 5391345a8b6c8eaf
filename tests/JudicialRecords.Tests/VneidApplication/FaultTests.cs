using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Sandbox;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.VneidApplication;

/// <summary>The app of the sandbox misbehaves in each way that it knows.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.Replay, "00,00", 1)]
    [InlineData(FaultKind.Timeout, "00,00", 1)]
    [InlineData(FaultKind.Duplicate, "00,00", 1)]
    [InlineData(FaultKind.PartialMatch, "01", 0)]
    [InlineData(FaultKind.WrongPerson, "01", 0)]
    [InlineData(FaultKind.TruncatedBody, "01", 0)]
    [InlineData(FaultKind.MalformedBody, "01", 0)]
    public async Task Ask_Fault_IsAnsweredAndCountedOnce(FaultKind kind, string codes, int dossiers)
    {
        await using var house = await StaffHouse.StartAsync();
        await house.StartPaymentsAsync();
        var app = new TheApplication(house);
        app.Breaks(kind);

        var (_, answers) = await app.AsksAsync(new { persona = "an", copies = 13 });

        string.Join(',', answers.Select(a => a.StatusCode)).ShouldBe(codes, answers[0].ErrorDetail);
        (await house.QueryAsync(d => d.Dossiers.CountAsync())).ShouldBe(dossiers);
        (await app.HeldAsync()).ShouldBe(dossiers * 5_000);
        (await app.AsksAsync(new { persona = "thao", copies = 13 })).Answers.Single().StatusCode.ShouldBe("00");
    }

    [Fact]
    public async Task Ask_OldStateWithOtherContent_IsRefusedAndNothingChanges()
    {
        await using var house = await StaffHouse.StartAsync();
        var app = new TheApplication(house);
        var dossier = await app.TakenAsync(new { persona = "an" });
        app.Breaks(FaultKind.Stale);

        var (code, answers) = await app.AsksAsync(new { persona = "an" });

        code.ShouldBe(dossier.Code);
        answers.Single().StatusCode.ShouldBe("01");
        answers.Single().ErrorDetail.ShouldContain("maHoSoMCDT: ");
        (await app.DossierAsync(dossier.Code)).State.ShouldBe(DossierState.Registered);
    }
}
