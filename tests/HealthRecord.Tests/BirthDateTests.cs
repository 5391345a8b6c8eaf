using System.Net;
using System.Text.Json;
using Civic.HealthRecord.Access;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Tests;

/// <summary>Of some people only the year of birth is on record: nothing says more, and nobody is shut out.</summary>
public sealed class BirthDateTests
{
    private const string Banner = "id=\"for-child\"";
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    [Theory, ClassData(typeof(Databases))]
    public async Task Record_BornInAYear_OpensAndSaysTheYear(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);

        using var citizen = await house.SignedInAsync("cu-my");

        citizen.Status.ShouldBe(HttpStatusCode.OK);
        citizen.Address.ToString().ShouldBe(house.Health.Address + "/ho-so");
        citizen.Text.ShouldContain("<dt>Năm sinh</dt><dd>1948</dd>");
        citizen.Text.ShouldNotContain("01/01/1948");
        citizen.Text.ShouldContain("Tăng huyết áp vô căn", Case.Sensitive, "the city's record knows the year as well");
        await citizen.GoAsync("/ho-so/ips.json");
        BirthDateOf(JsonDocument.Parse(citizen.Body).RootElement).ShouldBe("1948");
        (await house.InDatabaseAsync(d => d.Owners.SingleAsync())).BirthDate.ShouldBe(PartialDate.Parse("1948"));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Fhir_BornInAYear_GivesTheYearAlone(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var citizen = await house.SignedInAsync("cu-my");
        await House.PermitAsync(citizen, "01901");
        var number = House.NumberOf("cu-my");

        var found = await house.Clinic.SearchAsync(number);
        var summary = await house.Clinic.SummaryOfAsync(number);

        found.Json.GetProperty("total").GetInt32().ShouldBe(1);
        var patient = found.Json.GetProperty("entry")[0].GetProperty("resource");
        patient.GetProperty("birthDate").GetString().ShouldBe("1948");
        var read = await house.Clinic.GetAsync($"/fhir/Patient/{patient.GetProperty("id").GetString()}");
        read.Json.GetProperty("birthDate").GetString().ShouldBe("1948");
        BirthDateOf(summary.Json).ShouldBe("1948");
        (await ForeignJudges.ComplaintsAsync(summary.Body)).ShouldBeEmpty();
        using var doctor = await house.SignedInAsync("bac-si", "/phong-kham");
        doctor.Text.ShouldContain("Giàng Thị Mỷ</strong>, sinh năm 1948");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Fhir_BornOnADay_GivesTheDayAsBefore(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var citizen = await house.SignedInAsync("an");
        await House.PermitAsync(citizen, "01901");

        var found = await house.Clinic.SearchAsync(House.NumberOf("an"));

        found.Json.GetProperty("entry")[0].GetProperty("resource").GetProperty("birthDate").GetString()
            .ShouldBe("1990-03-14");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Parent_OfAChildBornInAYear_GetsInAndTheChildIsAskedAsSoonAsTheyMayBeSeven(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);

        using var parent = await house.SignedInForAsync("seo", "be-sua");

        parent.Status.ShouldBe(HttpStatusCode.OK);
        parent.Text.ShouldContain("Đây là hồ sơ của Giàng Thị Súa, sinh năm 2019, không phải của ông/bà.");
        parent.Text.ShouldNotContain("01/01/2019");
        await parent.GoAsync("/ho-so/dong-y/01901");
        parent.Text.ShouldContain("Tôi đã hỏi trẻ, và trẻ đồng ý.");
        await parent.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"));
        parent.Text.ShouldContain("Từ 7 tuổi trẻ phải được hỏi");
        await parent.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"), ("ChildAgrees", "true"));
        (await house.InDatabaseAsync(d => d.Consents.SingleAsync())).EndsAt
            .ShouldBe(new DateTimeOffset(2037, 1, 1, 0, 0, 0, Vietnam));
        (await house.Clinic.SearchAsync(House.NumberOf("be-sua"))).Text.ShouldContain("\"birthDate\":\"2019\"");
        (await house.InDatabaseAsync(d => d.ActsForChildren.Select(a => a.Action).ToListAsync()))
            .ShouldBe([Deeds.OpenedForChild, "consent.given"], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Permission_GivenBeforeTheChildMayBeSeven_EndsWithTheYear(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind, at: new(2025, 12, 31, 23, 55, 0, Vietnam));
        using var parent = await house.SignedInForAsync("seo", "be-sua", "/ho-so/dong-y/01901");
        parent.Text.ShouldNotContain("Tôi đã hỏi trẻ");
        await parent.SubmitAsync("/ho-so/dong-y/01901", ("Agreed", "true"));
        (await house.Clinic.SummaryOfAsync(House.NumberOf("be-sua"))).Status.ShouldBe(200);

        house.Clock.Advance(TimeSpan.FromMinutes(5));

        (await house.Clinic.SummaryOfAsync(House.NumberOf("be-sua"))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Session_ForAChildBornInAYear_EndsWhereTheyMayBeOfAge()
    {
        await using var house = await House.StartAsync(
            DatabaseKind.Sqlite, at: new(2036, 12, 31, 23, 55, 0, Vietnam));
        using var parent = await house.SignedInForAsync("seo", "be-sua");
        house.Clock.Advance(TimeSpan.FromSeconds(299));
        await parent.GoAsync("/ho-so");
        parent.Text.ShouldContain(Banner);

        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await parent.GoAsync("/ho-so");

        parent.Status.ShouldBe(HttpStatusCode.Forbidden);
        parent.Text.ShouldContain("Người này đã đến tuổi tự làm");
    }

    private static string? BirthDateOf(JsonElement bundle) => bundle.GetProperty("entry").EnumerateArray()
        .Select(e => e.GetProperty("resource"))
        .Single(r => r.GetProperty("resourceType").GetString() == "Patient").GetProperty("birthDate").GetString();
}
