using System.Xml.Linq;
using Civic.Sandbox;
using Civic.Testing;

namespace Civic.HealthRecord.Tests;

public sealed class SummaryTests
{
    private const string Problems = "11450-4";
    private const string Allergies = "48765-2";
    private const string Medications = "10160-0";

    [Fact]
    public async Task Summary_OfEveryKindOfPerson_ForeignJudgesFindNothing()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        foreach (var persona in new[] { "an", "giang", "minh", "binh", "thao" })
        {
            using var citizen = await house.SignedInAsync(persona);
            await House.PermitAsync(citizen, "01901");

            var answer = await house.Clinic.SummaryOfAsync(House.NumberOf(persona));

            answer.Status.ShouldBe(200, persona);
            (await ForeignJudges.ComplaintsAsync(answer.Body)).ShouldBeEmpty(persona);
            foreach (var code in new[] { Problems, Allergies, Medications })
            {
                XElement.Parse(answer.Section(code).GetProperty("text").GetProperty("div").GetString()!)
                    .Name.NamespaceName.ShouldBe("http://www.w3.org/1999/xhtml");
            }
        }
    }

    [Fact]
    public async Task Summary_SameDataTwice_SameBytes()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an");
        await House.PermitAsync(an, "01901");

        var first = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));
        house.Clock.Advance(TimeSpan.FromMinutes(50));
        var second = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));

        second.Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task Summary_NothingOnRecordAndSaidNone_AreToldApart()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var thao = await house.SignedInAsync("thao");
        await House.PermitAsync(thao, "01901");
        using var giang = await house.SignedInAsync("giang");
        await House.PermitAsync(giang, "01901");

        var nothing = await house.Clinic.SummaryOfAsync(House.NumberOf("thao"));
        var none = await house.Clinic.SummaryOfAsync(House.NumberOf("giang"));

        nothing.EmptyReason(Allergies).ShouldBe("notasked");
        nothing.EmptyReason(Problems).ShouldBe("notasked");
        nothing.EmptyReason(Medications).ShouldBe("notasked");
        none.EmptyReason(Allergies).ShouldBeNull();
        none.Text.ShouldContain("716186003");
        none.Text.ShouldContain("Không ghi nhận dị ứng.");
    }

    [Fact]
    public async Task Summary_HivInClaims_IsNowhere()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var binh = await house.SignedInAsync("binh");
        await House.PermitAsync(binh, "01901");

        var answer = await house.Clinic.SummaryOfAsync(House.NumberOf("binh"));

        answer.Text.ShouldContain("Paracetamol");
        foreach (var text in new[] { answer.Text, binh.Text })
        {
            // As words: the random tokens of a page hold any three letters sooner or later.
            text.ShouldNotMatch(@"(?i)\bHIV\b");
            text.ShouldNotMatch(@"(?i)\bB24\b");
            text.ShouldNotContain("Tenofovir");
        }
    }

    [Theory]
    [InlineData("/health-insurance/records", FaultKind.Timeout)]
    [InlineData("/health-insurance/records", FaultKind.Http5xx)]
    [InlineData("/health-insurance/records", FaultKind.MalformedBody)]
    [InlineData("/health-insurance/records", FaultKind.TruncatedBody)]
    [InlineData("/health-insurance/records", FaultKind.WrongPerson)]
    [InlineData("/health-insurance/token", FaultKind.Http5xx)]
    public async Task Summary_ClaimsFail_SaysThatDrugsCouldNotBeFetched(string route, FaultKind kind)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an", "/ho-so/dong-y");
        await House.PermitAsync(an, "01901");
        house.Spoil(route, kind, delayMs: 20_000);

        var answer = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));

        answer.EmptyReason(Medications).ShouldBe("unavailable");
        answer.EmptyReason(Allergies).ShouldBeNull();
        answer.Text.ShouldNotContain("Bùi Văn Khánh");
        (await ForeignJudges.ComplaintsAsync(answer.Body)).ShouldBeEmpty();
        await an.GoAsync("/ho-so");
        an.Text.ShouldContain("Chưa lấy được dữ liệu từ dữ liệu khám chữa bệnh bảo hiểm y tế");
    }

    [Theory]
    [InlineData(FaultKind.Http5xx)]
    [InlineData(FaultKind.MalformedBody)]
    [InlineData(FaultKind.WrongPerson)]
    public async Task Summary_CityRecordsFail_SaysThatAllergiesCouldNotBeFetched(FaultKind kind)
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an", "/ho-so/dong-y");
        await House.PermitAsync(an, "01901");
        house.Spoil("/city-records", kind);

        var answer = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));

        answer.EmptyReason(Allergies).ShouldBe("unavailable");
        answer.EmptyReason(Problems).ShouldBe("unavailable");
        answer.EmptyReason(Medications).ShouldBeNull();
    }

    [Fact]
    public async Task Summary_SourceFailsOnce_IsAskedAgain()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an", "/ho-so/dong-y");
        await House.PermitAsync(an, "01901");
        house.Spoil("/health-insurance/records", FaultKind.Http5xx, count: 1);

        var answer = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));

        answer.EmptyReason(Medications).ShouldBeNull();
    }

    [Fact]
    public async Task Summary_DuplicateAndStaleClaims_OnceAndDated()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an", "/ho-so/dong-y");
        await House.PermitAsync(an, "01901");
        var plain = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));
        house.Spoil("/health-insurance/records", FaultKind.Duplicate, count: 3);
        (await house.Clinic.SummaryOfAsync(House.NumberOf("an"))).Body.ShouldBe(plain.Body);

        house.Spoil("/health-insurance/records", FaultKind.Stale);
        await an.GoAsync("/ho-so");
        an.Text.ShouldContain("dữ liệu đến 00:00 06/10/2026");
    }
}
