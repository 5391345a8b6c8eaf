using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Civic.Shared.Storage;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.IdentityBridge.Tests;

/// <summary>The directory: its first two administrators, and change by two persons from then on.</summary>
public sealed partial class AdministrationTests
{
    private const string First = "001090999001";
    private const string Second = "001185999002";

    [Theory, ClassData(typeof(Databases))]
    public async Task Bootstrap_SecondTime_IsRefusedInOneSentence(DatabaseKind kind)
    {
        await using var house = await TodayAsync(kind);

        (await BootstrapAsync(house, First, First)).ShouldBe(
            (1, "The two administrators must be two persons; both numbers are the same."));
        (await BootstrapAsync(house, First, "12")).ShouldBe(
            (1, "The number of administrator 2 is no personal identification number of 12 digits."));
        (await BootstrapAsync(house, First, Second)).Code.ShouldBe(0);
        var (code, says) = await BootstrapAsync(house, First, Second);
        code.ShouldBe(1);
        says.ShouldBe("Administrators were named before; two of them change the directory on the bridge's own pages.");

        await using var scope = house.Bridge.Services.CreateAsyncScope();
        var events = await scope.ServiceProvider.GetRequiredService<CivicDbContext>().AuditEvents.AsNoTracking()
            .Where(e => e.Action == "administrator.named").ToListAsync(TestContext.Current.CancellationToken);
        events.Count.ShouldBe(2);
        events.ShouldAllBe(e => e.Actor == "operator" && !(e.Subject + e.Detail).Contains(First));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Change_OfTheDirectory_HoldsOnceAnotherAdministratorConfirms(DatabaseKind kind)
    {
        await using var house = await TodayAsync(kind);
        (await BootstrapAsync(house, First, Second)).Code.ShouldBe(0);
        using var an = await house.SignedInAsync(house.Bridge, "an", "/admin");
        using var binh = await house.SignedInAsync(house.Bridge, "binh", "/admin");
        an.Status.ShouldBe(HttpStatusCode.OK, an.Page);

        await ProposeAsync(an, "entry", ("NationalId", Personas.ById("cuong").Number.Value),
            ("Agency", "judicial-records"), ("Roles", "leader"), ("Title", "Giám đốc"), ("Unit", "Ban Giám đốc"),
            ("From", Day(house, 0)), ("Until", Day(house, 1)));
        an.Address.AbsolutePath.ShouldBe("/admin");
        (await RolesAsync(house, "cuong")).ShouldBeEmpty();
        await an.PressAsync("decide", "confirm", null, ("id", Proposal(an)));
        an.Status.ShouldBe(HttpStatusCode.Conflict);
        an.Page.ShouldContain("không tự xác nhận được");
        (await RolesAsync(house, "cuong")).ShouldBeEmpty();

        await binh.GoAsync("/admin");
        var id = Proposal(binh);
        await binh.PressAsync("decide", "confirm", null, ("id", id));
        binh.Status.ShouldBe(HttpStatusCode.OK);
        (await RolesAsync(house, "cuong")).ShouldBe(["leader"]);
        await binh.PressAsync("decide", "confirm", null, ("id", id));
        binh.Page.ShouldContain("đã được quyết định");

        house.Clock.Advance(TimeSpan.FromDays(2));
        (await RolesAsync(house, "cuong")).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Clinician_WithoutValidFacilityOrCertificate_HasNoRole(DatabaseKind kind)
    {
        await using var house = await TodayAsync(kind);
        await BootstrapAsync(house, First, Second);
        using var an = await house.SignedInAsync(house.Bridge, "an", "/admin");
        using var binh = await house.SignedInAsync(house.Bridge, "binh", "/admin");
        var number = Personas.ById("cuong").Number.Value;

        await AgreeAsync(an, binh, "entry", ("NationalId", number), ("Agency", "health-record"),
            ("Roles", "clinician"), ("Title", "Bác sĩ"), ("Unit", "Khoa Nội"), ("FacilityCode", "01955"),
            ("Certificate", "000123/HNO-CCHN"), ("From", "2026-01-01"));
        (await RolesAsync(house, "cuong", house.Health!)).ShouldBeEmpty();
        await AgreeAsync(an, binh, "facility", ("FacilityCode", "01955"), ("Name", "Phòng khám Mẫu số 55"),
            ("From", "2026-01-01"));
        (await RolesAsync(house, "cuong", house.Health!)).ShouldBeEmpty();
        await AgreeAsync(an, binh, "certificate", ("NationalId", number), ("Certificate", "000123/HNO-CCHN"),
            ("From", "2021-01-01"), ("Until", Day(house, 0)));
        (await RolesAsync(house, "cuong", house.Health!)).ShouldBe(["clinician"]);

        house.Clock.Advance(TimeSpan.FromDays(1));
        (await RolesAsync(house, "cuong", house.Health!)).ShouldBeEmpty("the certificate has expired");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task End_OfOneOfTwoAdministrators_IsRefusedUntilThereIsAThird(DatabaseKind kind)
    {
        await using var house = await TodayAsync(kind);
        await BootstrapAsync(house, First, Second);
        using var an = await house.SignedInAsync(house.Bridge, "an", "/admin");
        using var binh = await house.SignedInAsync(house.Bridge, "binh", "/admin");
        var row = an.Page[an.Page.IndexOf($"<th scope=\"row\">{First}</th>", StringComparison.Ordinal)..];
        await an.GoAsync(EndLink().Match(row).Groups[1].Value);
        await an.PressAsync("until", Day(house, 0));

        await binh.GoAsync("/admin");
        await binh.PressAsync("decide", "confirm", null, ("id", Proposal(binh)));

        binh.Status.ShouldBe(HttpStatusCode.Conflict);
        binh.Page.ShouldContain("Phải còn ít nhất hai quản trị viên");
    }

    [Fact]
    public async Task Propose_NothingFilledIn_SaysWhatToPutRight()
    {
        await using var house = await TodayAsync(DatabaseKind.Sqlite);
        await BootstrapAsync(house, First, Second);
        using var an = await house.SignedInAsync(house.Bridge, "an", "/admin");

        await ProposeAsync(an, "entry", ("Agency", "identity"), ("Roles", "leader"), ("From", "2026-03-05"),
            ("Until", "2026-03-04"));

        an.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var field in new[] { "NationalId", "Roles", "Title", "Unit", "Until" })
        {
            an.Page.ShouldContain($"href=\"#{field}\"");
        }
    }

    [Fact]
    public async Task Admin_PersonWithoutTheRole_IsForbidden()
    {
        await using var house = await TodayAsync(DatabaseKind.Sqlite);
        await BootstrapAsync(house, First, Second);

        using var cuong = await house.SignedInAsync(house.Bridge, "cuong", "/admin");

        cuong.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task AgreeAsync(Browser one, Browser other, string kind, params (string, string)[] fields)
    {
        await ProposeAsync(one, kind, fields);
        one.Status.ShouldBe(HttpStatusCode.OK, one.Page);
        await other.GoAsync("/admin");
        await other.PressAsync("decide", "confirm", null, ("id", Proposal(other)));
        other.Status.ShouldBe(HttpStatusCode.OK, other.Page);
    }

    private static async Task ProposeAsync(Browser browser, string kind, params (string, string)[] fields)
    {
        await browser.GoAsync($"/admin/propose/{kind}");
        browser.Status.ShouldBe(HttpStatusCode.OK);
        await browser.PressAsync("x", "y", null, fields);
    }

    /// <summary>The bootstrap runs by the machine's clock, so the house does too.</summary>
    private static Task<House> TodayAsync(DatabaseKind kind) =>
        House.StartAsync(kind, services: true, at: TimeProvider.System.GetUtcNow());

    private static string Day(House house, int ahead) =>
        house.Clock.TodayInVietnam().AddDays(ahead).ToString("yyyy-MM-dd", null);

    private static string Proposal(Browser browser) => ProposalId().Match(browser.Page).Groups[1].Value;

    private static async Task<string[]> RolesAsync(House house, string persona, TestHost? service = null)
    {
        using var browser = await house.SignedInAsync(service ?? house.Judicial!, persona);
        return JsonSerializer.Deserialize<Me>(browser.Page, JsonSerializerOptions.Web)!.Roles;
    }

    /// <summary>The bridge's program, as the command line runs it.</summary>
    private static async Task<(int Code, string Says)> BootstrapAsync(House house, string first, string second)
    {
        var program = typeof(IdentityBridgeHost).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, "bootstrap"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (key, value) in house.BridgeSettings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["Civic__Administrators__0"] = first;
        start.Environment["Civic__Administrators__1"] = second;
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said.Trim());
    }

    [GeneratedRegex("name=\"id\" value=\"([0-9a-f-]{36})\"")]
    private static partial Regex ProposalId();

    [GeneratedRegex("href=\"(/admin/end/[0-9a-f-]{36})\"")]
    private static partial Regex EndLink();
}
