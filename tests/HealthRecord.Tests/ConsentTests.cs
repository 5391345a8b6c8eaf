using Civic.HealthRecord.Access;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Tests;

public sealed class ConsentTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Summary_BeforeDuringAndAfterConsent_OnlyDuring(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        an.Text.ShouldContain("Dị ứng penicillin");

        var before = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));
        (before.Status, before.IssueCode, before.MediaType).ShouldBe((403, "forbidden", "application/fhir+json"));

        await House.PermitAsync(an, "01901");
        an.Text.ShouldContain("Đang cho phép");
        var during = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));
        (during.Status, during.ResourceType).ShouldBe((200, "Bundle"));
        during.Text.ShouldContain("Dị ứng penicillin");
        (await house.OtherClinic.SummaryOfAsync(House.NumberOf("an"))).Status.ShouldBe(403);

        await House.WithdrawAsync(an, "01901");
        (await house.Clinic.SummaryOfAsync(House.NumberOf("an"))).Status.ShouldBe(403);

        await an.GoAsync("/ho-so/ai-da-xem");
        an.Text.ShouldContain("Quách Văn Lành");
        an.Text.ShouldContain("Phòng khám Mẫu số 2");
        var outcomes = await house.InDatabaseAsync(d =>
            d.Readings.OrderBy(r => r.At).Select(r => r.Outcome).ToListAsync()
        );
        outcomes.Order().ShouldBe(["no-consent", "no-consent", "no-consent", "ok"]);
        (await house.InDatabaseAsync(d => d.AuditEvents.CountAsync(e => e.Action == "record.read"))).ShouldBe(4);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Withdrawal_AmongReadings_NothingLeavesAfterIt(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        await House.PermitAsync(an, "01901");
        await an.GoAsync("/ho-so/dong-y/01901/rut");
        var number = House.NumberOf("an");

        var reads = Enumerable.Range(0, 12).Select(_ => house.Clinic.SummaryOfAsync(number)).ToList();
        await reads[0];
        await an.SubmitAsync("/ho-so/dong-y/01901/rut");
        var late = await house.Clinic.SummaryOfAsync(number);
        var answers = await Task.WhenAll(reads);

        late.Status.ShouldBe(403);
        answers.Select(a => a.Status).Distinct().ShouldBeSubsetOf([200, 403]);
        answers[0].Status.ShouldBe(200);
        var allowed = await house.InDatabaseAsync(d => d.Readings.CountAsync(r => r.Outcome == Reading.Allowed));
        allowed.ShouldBe(answers.Count(a => a.Status == 200));
        (await house.InDatabaseAsync(d => d.Readings.CountAsync())).ShouldBe(13);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Summary_ReadingCannotBeRecorded_NothingLeaves(DatabaseKind kind)
    {
        await using var house = await House.StartAsync(kind);
        using var an = await house.SignedInAsync("an");
        await House.PermitAsync(an, "01901");
        await house.InDatabaseAsync(d => d.Database.ExecuteSqlRawAsync("ALTER TABLE readings RENAME TO readings_gone"));

        var answer = await house.Clinic.SummaryOfAsync(House.NumberOf("an"));

        (answer.Status, answer.ResourceType).ShouldBe((503, "OperationOutcome"));
        answer.Text.ShouldNotContain("penicillin");
    }

    [Fact]
    public async Task Summary_WithoutPurposeOrToken_Refused()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an");
        await House.PermitAsync(an, "01901");

        (await house.Clinic.SummaryOfAsync(House.NumberOf("an"), "")).Status.ShouldBe(400);
        (await house.Clinic.SummaryOfAsync(House.NumberOf("an"), "HRESCH")).Status.ShouldBe(400);
        (await house.Clinic.SummaryOfAsync("12345")).Status.ShouldBe(400);
        using var anonymous = await house.Http.GetAsync(
            $"{house.Health.Address}/fhir/Patient/{Guid.NewGuid()}",
            TestContext.Current.CancellationToken
        );
        ((int)anonymous.StatusCode, anonymous.Content.Headers.ContentType?.MediaType).ShouldBe(
            (401, "application/fhir+json")
        );
        (await house.InDatabaseAsync(d => d.Readings.CountAsync(r => r.Outcome == "incomplete"))).ShouldBe(2);
    }

    [Fact]
    public async Task Search_WithAndWithoutConsent_FindsOnlyWhomItMayRead()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an");

        (await house.Clinic.SearchAsync(House.NumberOf("an"))).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await house.Clinic.SearchAsync(House.NumberOf("thao"))).Json.GetProperty("total").GetInt32().ShouldBe(0);
        await House.PermitAsync(an, "01901");
        var found = (await house.Clinic.SearchAsync(House.NumberOf("an")))
            .Json.GetProperty("entry")[0]
            .GetProperty("resource");

        var id = found.GetProperty("id").GetString()!;
        id.ShouldNotContain(House.NumberOf("an"));
        (await house.Clinic.GetAsync($"/fhir/Patient/{id}")).ResourceType.ShouldBe("Patient");
        (await house.Clinic.GetAsync($"/fhir/Patient/{id}/$summary")).ResourceType.ShouldBe("Bundle");
        (await house.OtherClinic.GetAsync($"/fhir/Patient/{id}")).Status.ShouldBe(403);
        (await house.Clinic.GetAsync("/fhir/Observation")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Permit_BoxNotTicked_NothingIsGiven()
    {
        await using var house = await House.StartAsync(DatabaseKind.Sqlite);
        using var an = await house.SignedInAsync("an", "/ho-so/dong-y/01901");

        await an.SubmitAsync("/ho-so/dong-y/01901");

        an.Text.ShouldContain("Chưa có gì thay đổi");
        (await house.InDatabaseAsync(d => d.Consents.CountAsync())).ShouldBe(0);
    }
}
