using System.Net;
using System.Text.RegularExpressions;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Tests;

public sealed partial class PageTests
{
    [Fact]
    public async Task SignIn_Level1Account_IsToldWhatToDo()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        using var lan = await house.SignedInAsync("lan");

        lan.Address.AbsolutePath.ShouldBe("/level");
        lan.Text.ShouldContain("mức độ 2");
        await lan.GoAsync("/ho-so");
        lan.Address.ToString().ShouldNotStartWith(house.Health.Address);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Record_OfAnotherPerson_NeverShown(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        var visit = VisitLink().Match(an.Page).Value;
        await an.GoAsync(visit);
        an.Status.ShouldBe(HttpStatusCode.OK);
        an.Text.ShouldContain("Amlodipin");
        using var minh = await house.SignedInAsync("minh");

        await minh.GoAsync(visit);

        minh.Status.ShouldBe(HttpStatusCode.NotFound);
        minh.Text.ShouldNotContain("Amlodipin");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Vaccinations_OfAChild_AreShownOnlyWhereTheLookStandsInTheChildsLedger(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);

        using var minh = await house.SignedInAsync("minh", "/ho-so/tiem-chung");

        minh.Text.ShouldNotContain("Đinh Bảo Na");
        minh.Text.ShouldNotContain("Vắc xin lao (BCG)");
        await minh.GoAsync(ForChild().Match(minh.Text).Groups[1].Value);
        await minh.LogInForAsync("minh", "be-na");
        minh.Address.AbsolutePath.ShouldBe("/ho-so/tiem-chung");
        minh.Text.ShouldContain("Vắc xin lao (BCG)");
        minh.Text.ShouldNotContain("forChild=true");
        var (child, acts) = await house.InDatabaseAsync(async d => (
            await d.Owners.SingleAsync(o => o.Name == "Đinh Bảo Na"), await d.ActsForChildren.ToListAsync()));
        var look = acts.ShouldHaveSingleItem();
        (look.OwnerId, look.Relation, look.What).ShouldBe((child.Id, "parent", "vaccinations"));
        look.At.ShouldBe(house.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ClinicPage_OfAClinician_ShowsOnlyWhoAgreed()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an");
        using var minh = await house.SignedInAsync("minh");
        await House.PermitAsync(an, "01901");
        await House.PermitAsync(minh, "01902");

        using var doctor = await house.SignedInAsync("bac-si", "/phong-kham");

        doctor.Text.ShouldContain("Nguyễn Văn An");
        doctor.Text.ShouldNotContain("Đinh Văn Minh");
        var open = OpenAction().Match(doctor.Page).Groups[1].Value;
        await doctor.SubmitAsync(open);
        doctor.Text.ShouldContain("Dị ứng penicillin");
        await an.GoAsync("/ho-so/ai-da-xem");
        an.Text.ShouldContain("Quách Văn Lành");
        await House.WithdrawAsync(an, "01901");
        await doctor.GoAsync("/phong-kham");
        await doctor.SubmitAsync(open);
        doctor.Status.ShouldBe(HttpStatusCode.Forbidden);
        doctor.Text.ShouldNotContain("penicillin");
    }

    [Fact]
    public async Task ClinicPage_OfACitizen_Refused()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        using var an = await house.SignedInAsync("an", "/phong-kham");

        an.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task SignedSummary_SigningIsDown_SaysThatItWaits()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an", "/ho-so/tom-tat");

        await an.SubmitAsync("/ho-so/tom-tat");
        for (var i = 0; i < 50 && !an.Text.Contains("Việc ký đang phải chờ", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            await an.GoAsync("/ho-so/tom-tat");
        }

        an.Text.ShouldContain("Việc ký đang phải chờ");
    }

    [Fact]
    public async Task Descriptions_AskedByAnybody_Answered()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);

        var metadata = await house.Http.GetStringAsync(
            $"{house.Health.Address}/fhir/metadata",
            TestContext.Current.CancellationToken
        );
        var description = await house.Http.GetStringAsync(
            $"{house.Health.Address}/openapi/v1.json",
            TestContext.Current.CancellationToken
        );

        metadata.ShouldStartWith("{\"resourceType\":\"CapabilityStatement\"");
        description.ShouldContain("/fhir/Patient/{id}");
    }

    [GeneratedRegex("href=\"(/sign-in\\?forChild=true[^\"]+)\"")]
    private static partial Regex ForChild();

    [GeneratedRegex("/ho-so/luot-kham/[0-9a-f-]{36}")]
    private static partial Regex VisitLink();

    [GeneratedRegex("action=\"(/phong-kham/[0-9a-f-]{36})\"")]
    private static partial Regex OpenAction();
}
