using System.Net;
using System.Text.RegularExpressions;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Tests;

/// <summary>A record opened without consent: by whom, why, after which proof, what the patient sees.</summary>
public sealed partial class EmergencyTests
{
    private const string Page = "/phong-kham/cap-cuu";
    private const string Reason = "Bất tỉnh sau tai nạn giao thông, cần biết dị ứng thuốc ngay.";

    [Theory, ClassData(typeof(Databases))]
    public async Task Open_LoginFresh_ShowsTheRecordAndThePatientSeesWhoAndWhy(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        using var doctor = await AskedAsync(house);
        doctor.Text.ShouldContain(Reason);
        doctor.Text.ShouldNotContain("penicillin", Case.Insensitive, "nothing is shown by asking");

        await doctor.SubmitAsync(doctor.Address.AbsolutePath);

        doctor.Status.ShouldBe(HttpStatusCode.OK);
        doctor.Text.ShouldContain("Dị ứng penicillin");
        await an.GoAsync("/ho-so");
        an.Text.ShouldContain("đã được mở cấp cứu");
        await an.GoAsync("/ho-so/ai-da-xem");
        an.Text.ShouldContain(Reason);
        an.Text.ShouldContain("Quách Văn Lành");
        (await house.InDatabaseAsync(d => d.Readings.SingleAsync())).Purpose.ShouldBe("ETREAT");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Open_LoginGrownOld_ProvesAnewAndTheReasonIsKept(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        using var doctor = await AskedAsync(house);
        var opening = doctor.Address.AbsolutePath;
        house.Clock.Advance(TimeSpan.FromMinutes(6));

        await ProveAnewAsync(doctor, opening, "bac-si");

        doctor.Address.AbsolutePath.ShouldBe(opening);
        doctor.Text.ShouldContain(Reason);
        doctor.Text.ShouldNotContain("penicillin");
        await doctor.SubmitAsync(opening);
        doctor.Text.ShouldContain("Dị ứng penicillin");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Open_SomebodyElseComesBack_StaysClosedAndIsOnRecord(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        using var doctor = await AskedAsync(house);
        var opening = doctor.Address.AbsolutePath;
        house.Clock.Advance(TimeSpan.FromMinutes(6));

        await ProveAnewAsync(doctor, opening, "minh");

        doctor.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await house.InDatabaseAsync(d => d.Readings.CountAsync())).ShouldBe(0);
        (await house.InDatabaseAsync(d => d.AuditEvents.SingleAsync(e => e.Action == "step-up.refused")))
            .Outcome.ShouldBe("other-person");
        await an.GoAsync("/ho-so");
        an.Text.ShouldNotContain("đã được mở cấp cứu");
    }

    [Fact]
    public async Task Open_ByAnotherClinicianOrTooLate_IsNotFound()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an");
        using var doctor = await AskedAsync(house);
        var opening = doctor.Address.AbsolutePath;
        using var other = await house.SignedInAsync("bac-si-2", "/phong-kham");

        await other.GoAsync(opening);
        other.Status.ShouldBe(HttpStatusCode.NotFound);

        house.Clock.Advance(TimeSpan.FromHours(4));
        using var later = await house.SignedInAsync("bac-si", opening);
        later.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("12", "CannotConsent", Reason, "12 chữ số")]
    [InlineData(null, "", Reason, "Chọn tình huống")]
    [InlineData(null, "99", Reason, "Chọn tình huống")]
    [InlineData(null, "DangerToLife", "Gấp", "từ 20 đến 500")]
    [InlineData("001199000000", "DangerToLife", Reason, "chưa từng đăng nhập")]
    public async Task Ask_SomethingMissing_SaysWhatAndKeepsTheRest(
        string? number, string cause, string reason, string says)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an");
        using var doctor = await house.SignedInAsync("bac-si", Page);

        await doctor.SubmitAsync(
            Page, ("Number", number ?? House.NumberOf("an")), ("Cause", cause), ("Reason", reason));

        doctor.Address.AbsolutePath.ShouldBe(Page);
        doctor.Text.ShouldContain(says);
        doctor.Text.ShouldContain(reason);
        (await house.InDatabaseAsync(d => d.EmergencyOpenings.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Ask_ByACitizen_Refused()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        using var an = await house.SignedInAsync("an", Page);

        an.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<Browser> AskedAsync(House house)
    {
        var doctor = await house.SignedInAsync("bac-si", Page);
        await doctor.SubmitAsync(
            Page, ("Number", House.NumberOf("an")), ("Cause", "CannotConsent"), ("Reason", Reason));
        doctor.Address.AbsolutePath.ShouldStartWith(Page + "/", Case.Sensitive, doctor.Text);
        return doctor;
    }

    private static async Task ProveAnewAsync(Browser doctor, string opening, string persona)
    {
        await doctor.SubmitAsync(opening);
        doctor.Address.AbsolutePath.ShouldBe("/sign-in-again");
        await doctor.GoAsync(WebUtility.HtmlDecode(WayOn().Match(doctor.Page).Groups[1].Value));
        await House.LogInAsync(doctor, persona);
    }

    [GeneratedRegex("id=\"sign-in-again\" href=\"([^\"]+)\"")]
    private static partial Regex WayOn();
}
