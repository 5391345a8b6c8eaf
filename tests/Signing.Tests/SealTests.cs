using System.Net;
using System.Security.Cryptography;
using Civic.Documents.Reading;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

public sealed class SealTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_PersonThenAgency_AllPassAndTheArchiveTimestampCoversAll(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        var signed = await stage.SignedByBothAsync(Some.Certificate(number), number);

        var report = await stage.ValidateAsync(signed);

        report.GetProperty("verdict").GetString().ShouldBe("TOTAL-PASSED", report.ToString());
        report.Signatures("signature").Select(s => s.Text("signer"))
            .ShouldBe(["Lương Thị Ký", "Sở Tư pháp thành phố Hà Nội"]);
        report.Signatures("signature").ShouldAllBe(s => s.Text("timeSource") == "Civic Sandbox Time Stamps");
        report.Signatures("timestamp").Single().Text("indication").ShouldBe("TOTAL-PASSED");
        report.GetProperty("changes").EnumerateArray().ShouldAllBe(c => !c.GetProperty("altersContent").GetBoolean());
        PdfFile.TryRead(signed, out var file, out _).ShouldBeTrue();
        var fields = file!.SignatureFields.ToDictionary(f => f.Name, f => f.Value!);
        fields.Keys.ShouldBe(["CompetentPerson", "Agency", "ArchiveTimestamp1"]);
        fields["ArchiveTimestamp1"].CoversAllBut(signed.Length).ShouldBeTrue();
        fields["Agency"].ClaimedTime!.ShouldContain("+07'00");
    }

    [Fact]
    public async Task Seal_Done_HeadersSayDigestLevelAndTime()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        using var answer = await stage.SealAsync(
            Some.Certificate(number, withPerson: false), "health-agency", "Agency", number);

        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        answer.Headers.GetValues("Civic-Sha256").Single().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(body)));
        answer.Headers.GetValues("Civic-Level").Single().ShouldBe("B-LTA");
        DateTimeOffset.Parse(answer.Headers.GetValues("Civic-Verifiable-Until").Single(), null)
            .ShouldBe(TimeProvider.System.GetUtcNow().AddDays(8 * 365), TimeSpan.FromDays(1));
        DateTimeOffset.Parse(answer.Headers.GetValues("Civic-Signed-At").Single(), null)
            .ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_AgencyBeforePerson_Conflict(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        using var answer = await stage.SealAsync(Some.Certificate(number), "judicial-agency", "Agency", number);

        (await answer.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:order");
        (await stage.AuditsAsync(number)).ShouldBe([("document.seal-refused", "civic:signing:order")]);
    }

    [Fact]
    public async Task Seal_WithAnUpdateBeforeTheFirstSignature_NotIssuable()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        using var answer = await stage.SealAsync(
            Attack.Overlay(Some.Certificate(number)), "judicial-person", "CompetentPerson", number);

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:not-issuable");
        (await stage.AuditsAsync(number)).ShouldBe([("document.seal-refused", "civic:signing:not-issuable")]);
    }

    [Fact]
    public async Task Seal_AgencyOnTheOnlyField_Signed()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        var signed = await stage.SealedAsync(
            Some.Certificate(number, withPerson: false), "health-agency", "Agency", number);

        (await stage.ValidateAsync(signed)).GetProperty("verdict").GetString().ShouldBe("TOTAL-PASSED");
    }

    [Fact]
    public async Task Seal_AgencyAfterSomebodyChangedThePersonsFile_Conflict()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        var person = await stage.SealedAsync(Some.Certificate(number), "judicial-person", "CompetentPerson", number);

        using var answer = await stage.SealAsync([.. person, .. "\n"u8], "judicial-agency", "Agency", number);

        (await answer.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:order");
    }

    [Fact]
    public async Task Seal_ProfileOfAnotherAgency_Forbidden()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        using var answer = await stage.SealAsync(Some.Certificate(number, false), "health-agency", "Agency", number,
            token: stage.Issuer.Token("judicial-records", "signing.seal"));

        (await answer.CodeAsync(HttpStatusCode.Forbidden)).ShouldBe("civic:signing:profile-not-yours");
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("foreign-key")]
    [InlineData("other-audience")]
    [InlineData("garbage")]
    public async Task Seal_TokenIsNotGood_Unauthorized(string what)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var token = what switch
        {
            "expired" => stage.Issuer.Token("judicial-records", "signing.seal", TimeSpan.FromMinutes(-1)),
            "foreign-key" => stage.Issuer.Token("judicial-records", "signing.seal", foreignKey: true),
            "other-audience" => stage.Issuer.Token("judicial-records", "signing.seal", audience: "urn:civic:health"),
            _ => "abc.def.ghi",
        };
        using var answer = await stage.SealAsync(
            Some.Certificate("1"), "judicial-person", "CompetentPerson", "1", "k", token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Seal_TokenWithoutTheScope_Forbidden()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await stage.SealAsync(Some.Certificate("1"), "judicial-person", "CompetentPerson", "1", "k",
            stage.Issuer.Token("judicial-records", "signing.issue"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_RepeatedAndInParallel_TheSameBytes(DatabaseKind kind)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        var pdf = Some.Certificate(number);

        var parallel = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => stage.SealedAsync(pdf, "judicial-person", "CompetentPerson", number)));
        var later = await stage.SealedAsync(pdf, "judicial-person", "CompetentPerson", number);

        parallel.Select(Convert.ToHexString).Distinct().ShouldBe([Convert.ToHexString(later)]);
        (await stage.AuditsAsync(number)).ShouldBe([("document.sealed", "ok")]);
    }

    [Fact]
    public async Task Seal_SameKeyForAnotherDocument_Conflict()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        await stage.SealedAsync(Some.Certificate(number), "judicial-person", "CompetentPerson", number);

        using var answer = await stage.SealAsync(
            Some.Certificate(number + "b"), "judicial-person", "CompetentPerson", number);

        (await answer.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:idempotency-key-reused");
    }

    [Fact]
    public async Task Seal_FieldIsSigned_Conflict()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        var signed = await stage.SealedAsync(Some.Certificate(number), "judicial-person", "CompetentPerson", number);

        using var answer = await stage.SealAsync(signed, "judicial-person", "CompetentPerson", number, "another-key");

        (await answer.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:already-signed");
    }

    [Fact]
    public async Task Seal_FieldNotDeclared_Unprocessable()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await stage.SealAsync(
            Some.Certificate("x", withPerson: false), "judicial-person", "CompetentPerson", Some.Number());

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:field-unknown");
    }

    [Fact]
    public async Task Seal_NoPdf_Unprocessable()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await stage.SealAsync(
            "hello"u8.ToArray(), "judicial-person", "CompetentPerson", Some.Number());

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:not-a-pdf");
    }

    [Fact]
    public async Task Seal_TimestampServiceDown_RetryLaterAndNothingSigned()
    {
        await using var stage = await SigningStage.StartAsync();
        await stage.FaultAsync("/tsa", "5xx");
        var number = Some.Number();
        var pdf = Some.Certificate(number);
        using (var answer = await stage.SealAsync(pdf, "judicial-person", "CompetentPerson", number))
        {
            (await answer.CodeAsync(HttpStatusCode.ServiceUnavailable)).ShouldBe("civic:signing:timestamp-unavailable");
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }

        await stage.ResetFaultsAsync();
        await stage.SealedAsync(pdf, "judicial-person", "CompetentPerson", number);

        (await stage.AuditsAsync(number)).ShouldBe([
            ("document.seal-refused", "civic:signing:timestamp-unavailable"), ("document.sealed", "ok")]);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("malformed")]
    [InlineData("truncated")]
    public async Task Seal_TimestampServiceMisbehavesOnce_SignedOnTheNextAttempt(string fault)
    {
        await using var stage = await SigningStage.StartAsync();
        var number = Some.Number();
        await stage.SealedAsync(Some.Certificate(number), "judicial-person", "CompetentPerson", number);
        await stage.FaultAsync("/tsa", fault, count: 1);

        var other = Some.Number();
        var signed = await stage.SealedAsync(Some.Certificate(other), "judicial-person", "CompetentPerson", other);

        (await stage.ValidateAsync(signed)).GetProperty("verdict").GetString().ShouldBe("TOTAL-PASSED");
    }
}
