using System.Net;
using Civic.Documents.Objects;
using Civic.Documents.Reading;
using Civic.Signing.Cms;
using Civic.Signing.Tests.Stage;
using Civic.Signing.Timestamps;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Seal;

/// <summary>What each level leaves in the file, and that nothing less is given out.</summary>
public sealed class LevelTests
{
    [Theory]
    [InlineData("BB", "B-B", false, 0, 0)]
    [InlineData("BT", "B-T", true, 0, 0)]
    [InlineData("BLT", "B-LT", true, 5, 0)]
    [InlineData("BLTA", "B-LTA", true, 5, 1)]
    public async Task Seal_EachLevel_FileHoldsWhatTheLevelSays(
        string asked, string said, bool stamped, int certificates, int archives)
    {
        await using var stage = await SigningStage.StartAsync(
            settings: ("Civic:Signing:Profiles:health-agency:Level", asked));
        var number = Some.Number();
        using var answer = await stage.SealAsync(
            Some.Certificate(number, withPerson: false), "health-agency", "Agency", number);
        var file = Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        answer.Headers.GetValues("Civic-Level").Single().ShouldBe(said);
        CmsOf(file, "Agency").Signer.Unsigned.ContainsKey(CmsNames.SignatureTimestamp).ShouldBe(stamped);
        Stored(file, "Certs").Count.ShouldBe(certificates);
        file.SignatureFields.Count(f => f.Value?.SubFilter == "ETSI.RFC3161").ShouldBe(archives);
    }

    [Fact]
    public async Task Seal_PersonWhileTheAgencyIsToCome_StopsAtTheTimestampForTheLastToComplete()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        using var person = await stage.SealAsync(
            Some.Certificate(number), "judicial-person", "CompetentPerson", number);
        var signed = await person.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var agency = await stage.SealAsync(signed, "judicial-agency", "Agency", number);
        var file = Read(await agency.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        person.Headers.GetValues("Civic-Level").Single().ShouldBe("B-T");
        agency.Headers.GetValues("Civic-Level").Single().ShouldBe("B-LTA");
        Read(signed).Catalog["DSS"].ShouldBeNull();
        var stored = Stored(file, "Certs");
        foreach (var field in (string[])["CompetentPerson", "Agency"])
        {
            var signer = CmsOf(file, field).Signer;
            stored.ShouldContain(c => c.SequenceEqual(signer.Certificate!.RawData));
            var token = TimestampToken.TryRead(signer.Unsigned[CmsNames.SignatureTimestamp])!;
            stored.ShouldContain(c => c.SequenceEqual(token.Authority!.RawData));
        }

        // Person, agency and time stamps by OCSP; the issuing authority, which names no responder, by the root's list.
        Stored(file, "OCSPs").Count.ShouldBe(3);
        Stored(file, "CRLs").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Seal_OcspDown_TheListsStandInItsPlace()
    {
        await using var stage = await SigningStage.StartAsync();
        await stage.FaultAsync("/ocsp", "5xx");
        var number = Some.Number();

        var file = Read(await stage.SealedAsync(
            Some.Certificate(number, withPerson: false), "health-agency", "Agency", number));

        Stored(file, "OCSPs").ShouldBeEmpty();
        Stored(file, "CRLs").Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Seal_NoRevocationDataToBeHad_SaysWhoseItWaitsForAndCompletesLater()
    {
        await using var stage = await SigningStage.StartAsync();
        await stage.FaultAsync("/ocsp", "5xx");
        await stage.FaultAsync("/crl", "5xx");
        var number = Some.Number();
        var pdf = Some.Certificate(number, withPerson: false);
        using (var answer = await stage.SealAsync(pdf, "health-agency", "Agency", number))
        {
            (await answer.CodeAsync(HttpStatusCode.ServiceUnavailable))
                .ShouldBe("civic:signing:signer-revocation-unavailable");
            answer.Headers.RetryAfter.ShouldNotBeNull();
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .ShouldContain("Sở Y tế thành phố Hà Nội");
        }

        await stage.ResetFaultsAsync();
        await stage.SealedAsync(pdf, "health-agency", "Agency", number);

        (await stage.AuditsAsync(number)).ShouldBe([
            ("document.seal-refused", "civic:signing:signer-revocation-unavailable"), ("document.sealed", "ok")]);
    }

    [Fact]
    public async Task Seal_CertificateRevoked_RefusedForGood()
    {
        await using var stage = await SigningStage.StartAsync(
            settings: ("Civic:Signing:RevocationMaxAgeMinutes", "0"));
        var (first, second) = (Some.Number(), Some.Number());
        var pdf = await stage.SealedAsync(
            Some.Certificate(first, withPerson: false), "health-agency", "Agency", first);
        (await stage.RevokeSignerAsync(pdf, "Agency")).ShouldBe(HttpStatusCode.NoContent);

        using var answer = await stage.SealAsync(
            Some.Certificate(second, withPerson: false), "health-agency", "Agency", second);

        (await answer.CodeAsync(HttpStatusCode.Conflict)).ShouldBe("civic:signing:certificate-revoked");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Seal_RepeatedAfterTheRevocationDataWasRenewed_TheSameBytes(DatabaseKind kind)
    {
        await using var stage = await SigningStage.StartAsync(
            kind, ("Civic:Signing:RevocationMaxAgeMinutes", "0"), ("Civic:Signing:WithVri", "true"));
        var (number, other) = (Some.Number(), Some.Number());
        var pdf = Some.Certificate(number, withPerson: false);

        var first = await stage.SealedAsync(pdf, "health-agency", "Agency", number);
        await stage.SealedAsync(Some.Certificate(other, withPerson: false), "health-agency", "Agency", other);
        var again = await stage.SealedAsync(pdf, "health-agency", "Agency", number);

        Convert.ToHexString(again).ShouldBe(Convert.ToHexString(first));
        var file = Read(first);
        var vri = file.Find<PdfDictionary>(file.Find<PdfDictionary>(file.Catalog, "DSS"), "VRI")!;
        vri.Entries.ShouldHaveSingleItem().Key.Length.ShouldBe(40);
    }

    [Fact]
    public async Task Seal_BothSigned_PlacesAreNearlyFull()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        var file = Read(await stage.SignedByBothAsync(Some.Certificate(number), number));

        foreach (var value in file.SignatureFields.Select(f => f.Value!))
        {
            var contents = value.Contents!.Bytes;
            System.Formats.Asn1.AsnDecoder.ReadEncodedValue(contents.Span,
                System.Formats.Asn1.AsnEncodingRules.BER, out _, out _, out var used);
            (contents.Length - used).ShouldBeLessThan(192);
        }
    }

    private static PdfFile Read(byte[] pdf) =>
        PdfFile.TryRead(pdf, out var file, out _) ? file : throw new ArgumentException("no PDF");

    private static SignedDataContent CmsOf(PdfFile file, string field) =>
        SignedDataReader.TryRead(file.SignatureFields.Single(f => f.Name == field).Value!.Contents!.Bytes)!;

    private static List<byte[]> Stored(PdfFile file, string key)
    {
        var store = file.Find<PdfDictionary>(file.Catalog, "DSS");
        return [.. (file.Find<PdfArray>(store, key)?.Items ?? []).Select(i => file.Resolve(i) is PdfStream stream
            && file.TryDecode(stream, out var data, out _) ? data : [])];
    }
}
