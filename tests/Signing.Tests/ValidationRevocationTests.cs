using System.Net;
using Civic.Signing.Tests.Stage;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

/// <summary>What a validation says when revocation data is missing, spoilt, or speaks against the signer.</summary>
public sealed class ValidationRevocationTests
{
    [Theory]
    [InlineData("5xx")]
    [InlineData("malformed")]
    public async Task Validate_RevocationDataNotToBeHad_TryLater(string fault)
    {
        await using var stage = await StampedOnlyAsync();
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);
        await stage.FaultAsync("/ocsp", fault);
        await stage.FaultAsync("/crl", fault);

        var report = await stage.ValidateAsync(pdf);

        report.Verdict().ShouldBe("INDETERMINATE");
        report.SubIndications().ShouldAllBe(s => s == "TRY_LATER");
    }

    [Fact]
    public async Task Validate_ArchivedFileAndNobodyAnswers_PassedByWhatItBringsAlong()
    {
        await using var stage = await SigningStage.StartAsync();
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);
        await stage.FaultAsync("/ocsp", "5xx");
        await stage.FaultAsync("/crl", "5xx");

        var report = await stage.ValidateAsync(pdf);

        report.Verdict().ShouldBe("TOTAL-PASSED", report.ToString());
        report.GetProperty("signatures").EnumerateArray().Select(s => s.Text("level"))
            .ShouldBe(["B-LTA", "B-LTA", null]);
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("stale")]
    public async Task Validate_OcspIsNoUse_TheListAnswers(string fault)
    {
        await using var stage = await StampedOnlyAsync();
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);
        await stage.FaultAsync("/ocsp", fault);

        (await stage.ValidateAsync(pdf)).Verdict().ShouldBe("TOTAL-PASSED");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Validate_CertificateRevoked_DecidedByWhichCameFirst(bool ocspDown)
    {
        await using var stage = await StampedOnlyAsync();
        var (before, after) = (Some.Number(), Some.Number());
        var early = await stage.SealedAsync(Some.Certificate(before), "judicial-person", "CompetentPerson", before);
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        (await stage.RevokeSignerAsync(early, "CompetentPerson")).ShouldBe(HttpStatusCode.NoContent);
        var late = await stage.SealedAsync(Some.Certificate(after), "judicial-person", "CompetentPerson", after);
        if (ocspDown)
        {
            await stage.FaultAsync("/ocsp", "5xx");
        }

        var (earlyReport, lateReport) = (await stage.ValidateAsync(early), await stage.ValidateAsync(late));

        earlyReport.Verdict().ShouldBe("TOTAL-PASSED", earlyReport.ToString());
        earlyReport.ToString().ShouldContain("REVOKED_AFTER_SIGNING");
        lateReport.SubIndications().ShouldBe(["REVOKED"]);
    }

    /// <summary>Files without revocation data of their own, so that the authorities' answers decide.</summary>
    private static Task<SigningStage> StampedOnlyAsync() => SigningStage.StartAsync(settings:
    [
        ("Civic:Signing:Profiles:judicial-person:Level", "BT"),
        ("Civic:Signing:Profiles:judicial-agency:Level", "BT"),
    ]);
}
