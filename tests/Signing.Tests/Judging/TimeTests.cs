using System.Text;
using Civic.Signing.Algorithms;
using Civic.Signing.Keys;
using Civic.Signing.Tests.Stage;
using Civic.Signing.Validation;
using Civic.Signing.Validation.Evidence;
using Civic.Signing.Validation.Trust;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Judging;

/// <summary>What can still be said of a file when years have passed and nobody answers any more.</summary>
public sealed class TimeTests
{
    private static readonly DateTimeOffset Signed = SmallWorld.Start.AddMonths(3);
    private static readonly SmallWorld World = new();
    private static readonly byte[] Archived = World.Archived(Signed);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    public void Judge_ArchivedFileYearsLaterAndOffline_PassedAtLevelLta(int years)
    {
        var judged = World.Judge(Archived, Signed.AddHours(1).AddYears(years));

        judged.Verdict.ShouldBe("TOTAL-PASSED", Said(judged));
        judged.Signatures.Select(s => (s.Type, s.Level))
            .ShouldBe([("signature", "B-LTA"), ("signature", "B-LTA"), ("timestamp", null)]);
        judged.Signatures[0].SigningTime.ShouldBe(Signed);
        judged.Signatures[0].TimeSource.ShouldBe("Small Time Stamps");
    }

    [Fact]
    public void Judge_ArchivedFileAfterItsLastTimestampExpired_CannotTell()
    {
        var judged = World.Judge(Archived, SmallWorld.Start.AddYears(13));

        judged.Verdict.ShouldBe("INDETERMINATE");
        judged.Signatures.Select(s => s.SubIndication).ShouldAllBe(s => s == "OUT_OF_BOUNDS_NO_POE");
    }

    [Fact]
    public void Judge_ArchivedFileRenewedBeforeItsTimestampExpired_PassedForDecadesMore()
    {
        var renewal = SmallWorld.Start.AddYears(11);
        var tsa = World.TsaValid(renewal.AddDays(-1), renewal.AddYears(15));
        var file = World.WithArchiveStamp(
            World.WithStore(Archived, Stamps.OcspResponse(LateResponder(renewal), World.Issuing.Certificate,
                tsa.Certificate, renewal)), "Archive2", renewal.AddMinutes(1), tsa);

        World.Judge(file, SmallWorld.Start.AddYears(25)).Verdict.ShouldBe("TOTAL-PASSED");
        World.Judge(file, SmallWorld.Start.AddYears(27)).Verdict.ShouldBe("INDETERMINATE");
    }

    [Fact]
    public void Judge_WithEvidenceOnly_PassedAfterTheSignersCertificateExpired()
    {
        var file = World.WithEvidence(World.SignTwice(Signed), Signed.AddMinutes(2),
            World.Person, World.Agency, World.Tsa);

        var judged = World.Judge(file, SmallWorld.Start.AddYears(6));

        judged.Verdict.ShouldBe("TOTAL-PASSED", Said(judged));
        judged.Signatures.ShouldAllBe(s => s.Level == "B-LT");
    }

    [Fact]
    public void Judge_TimestampedOnly_CannotTellOfflineAndStillNotAfterTheSignerExpired()
    {
        var file = World.SignTwice(Signed);

        var (soon, late) = (World.Judge(file, Signed.AddDays(1)), World.Judge(file, SmallWorld.Start.AddYears(6)));

        soon.Signatures.ShouldAllBe(s => s.SubIndication == "TRY_LATER");
        late.Signatures.ShouldAllBe(s => s.SubIndication == "OUT_OF_BOUNDS_NO_POE");
    }

    [Fact]
    public void Judge_TimestampedOnlyAndAuthoritiesAnswer_PassedUntilTheSignerExpires()
    {
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Person, Signed, Signed);

        World.Judge(file, Signed.AddDays(1), live: Answering(Signed.AddDays(1))).Verdict.ShouldBe("TOTAL-PASSED");
        var late = SmallWorld.Start.AddYears(3);
        World.Judge(file, late, live: Answering(late)).Signatures[0].SubIndication.ShouldBe("OUT_OF_BOUNDS_NO_POE");
    }

    [Fact]
    public void Judge_NeverStamped_ClaimedTimeAndLevelBb()
    {
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Person, Signed, null);

        var judged = World.Judge(file, Signed.AddDays(1), live: Answering(Signed.AddDays(1)));

        judged.Verdict.ShouldBe("TOTAL-PASSED");
        judged.Signatures[0].Level.ShouldBe("B-B");
        judged.Signatures[0].TimeSource.ShouldBe("claimed");
        World.Judge(file, SmallWorld.Start.AddYears(3)).Signatures[0].SubIndication.ShouldBe("OUT_OF_BOUNDS_NO_POE");
    }

    [Fact]
    public void Judge_RevokedAfterSigning_PassedAndSaysSo()
    {
        var file = WithRevocation(Signed.AddDays(1), Signed, Signed);

        var judged = World.Judge(file, Signed.AddDays(3));

        judged.Signatures[0].Indication.ShouldBe("TOTAL-PASSED", Said(judged));
        judged.Signatures[0].Findings.Select(f => f.Code).ShouldContain("REVOKED_AFTER_SIGNING");
    }

    [Fact]
    public void Judge_RevokedBeforeTheSignatureClaimsToBeMade_FailedRevoked()
    {
        var file = WithRevocation(Signed.AddDays(-1), Signed, Signed);

        var judged = World.Judge(file, Signed.AddDays(3));

        judged.Verdict.ShouldBe("TOTAL-FAILED");
        judged.Signatures[0].SubIndication.ShouldBe("REVOKED");
    }

    [Fact]
    public void Judge_RevokedBetweenTheClaimedAndTheProvenTime_CannotTell()
    {
        var file = WithRevocation(Signed.AddDays(1), Signed, Signed.AddDays(2));

        World.Judge(file, Signed.AddDays(3)).Signatures[0].SubIndication.ShouldBe("REVOKED_NO_POE");
    }

    [Fact]
    public void Judge_RevokedBeforeAnEarlierSignaturesTimestampInsideIt_FailedRevoked()
    {
        // The agency claims an early time, but what it signed already holds a later time stamp.
        var pdf = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Person, Signed, Signed);
        pdf = World.Sign(pdf, "Agency", World.Agency, Signed.AddDays(-9), Signed.AddDays(1));
        var file = World.WithStore(World.WithEvidence(pdf, Signed.AddDays(1), World.Person, World.Tsa),
            Stamps.OcspResponse(World.Ocsp, World.Issuing.Certificate, World.Agency.Certificate,
                Signed.AddDays(1), Signed.AddDays(-2)));

        World.Judge(file, Signed.AddDays(3)).Signatures[1].SubIndication.ShouldBe("REVOKED");
    }

    [Fact]
    public void Judge_SignedBeforeTheCertificateWasValid_NotYetValid()
    {
        var early = World.Signer("Too Early", Signed.AddYears(1), Signed.AddYears(2));
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", early, Signed, Signed);
        file = World.WithEvidence(file, Signed.AddMinutes(1), World.Tsa);

        var judged = World.Judge(file, Signed.AddYears(1).AddDays(3));

        judged.Signatures[0].SubIndication.ShouldBe("NOT_YET_VALID", Said(judged));
        judged.Verdict.ShouldBe("TOTAL-FAILED");
    }

    [Theory]
    [InlineData(-1, "NO_CERTIFICATE_CHAIN_FOUND_NO_POE")]
    [InlineData(1, null)]
    public void Judge_ServiceWithdrawn_StandsIfTheSignatureIsProvenToBeOlder(int days, string? why)
    {
        var world = new SmallWorld();
        // A time-stamp service of its own, whose authority stays.
        world.Tsa = world.CertifyByRoot("Root Time Stamps", SmallWorld.Usage.Tsa);
        var file = world.Archived(Signed);
        world.List = world.ListOf(
            new ServiceStatus(true, SmallWorld.Start), new ServiceStatus(false, Signed.AddDays(days)));

        var judged = world.Judge(file, Signed.AddDays(2));

        judged.Signatures.Select(s => s.SubIndication).ShouldBe([why, why, null], Said(judged));
    }

    [Fact]
    public void Judge_ServiceListedOnlyAfterSigning_NoChain()
    {
        var world = new SmallWorld();
        var file = world.Archived(Signed);
        world.List = world.ListOf(new ServiceStatus(true, Signed.AddYears(1)));

        world.Judge(file, Signed.AddYears(2)).Signatures[0].Indication.ShouldBe("INDETERMINATE");
    }

    [Fact]
    public void Judge_AlgorithmRetiredSince_StandsOnlyWithProofOfAnEarlierExistence()
    {
        var policy = Policy("""{"algorithm":"RSA-PKCS1","minimumBits":2048,"until":"2027-01-01"}""");
        var rsa = World.Signer("RSA", SmallWorld.Start, SmallWorld.Start.AddYears(2), KeyKind.Rsa2048,
            new SignatureScheme(SignatureMethod.RsaPkcs1, SignatureHash.Sha256));
        var bare = World.Sign(Some.Certificate("1"), "CompetentPerson", rsa, Signed, null);
        var stamped = World.WithEvidence(
            World.Sign(Some.Certificate("1"), "CompetentPerson", rsa, Signed, Signed), Signed, rsa, World.Tsa);
        var late = SmallWorld.Start.AddYears(1).AddMonths(6);

        World.Judge(bare, late, policy, Answering(late)).Signatures[0].SubIndication
            .ShouldBe("CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
        World.Judge(stamped, late, policy).Signatures[0].Indication.ShouldBe("TOTAL-PASSED");
    }

    [Fact]
    public void Judge_SignedWithARetiredAlgorithm_CryptoFailure()
    {
        var policy = Policy("""{"algorithm":"RSA-PKCS1","minimumBits":2048,"until":"2026-02-01"}""");
        var rsa = World.Signer("RSA", SmallWorld.Start, SmallWorld.Start.AddYears(2), KeyKind.Rsa2048,
            new SignatureScheme(SignatureMethod.RsaPkcs1, SignatureHash.Sha256));
        var file = World.WithEvidence(
            World.Sign(Some.Certificate("1"), "CompetentPerson", rsa, Signed, Signed), Signed, rsa, World.Tsa);

        World.Judge(file, Signed.AddDays(1), policy).Signatures[0].SubIndication
            .ShouldBe("CRYPTO_CONSTRAINTS_FAILURE");
    }

    [Fact]
    public void Judge_StampedByACertificateForSigning_TheTimeIsNotProven()
    {
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Person, Signed, Signed, World.Agency);

        var judged = World.Judge(file, Signed.AddDays(1), live: Answering(Signed.AddDays(1)));

        judged.Signatures[0].TimeSource.ShouldBe("claimed");
        judged.Signatures[0].Findings.Select(f => f.Code).ShouldContain("TIMESTAMP_INVALID");
    }

    [Fact]
    public void Judge_SignedWithACertificateForTimestamps_ChainConstraints()
    {
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Tsa, Signed, Signed);

        World.Judge(file, Signed.AddDays(1)).Signatures[0].SubIndication.ShouldBe("CHAIN_CONSTRAINTS_FAILURE");
    }

    [Fact]
    public void Judge_SignersCertificateIssuedByASigner_NoPathThatMayBe()
    {
        var forged = World.CertifyOwn(World.Person, "Forged", SmallWorld.Usage.Signer);
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", forged, Signed, Signed);

        World.Judge(file, Signed.AddDays(1)).Verdict.ShouldBe("INDETERMINATE");
    }

    [Fact]
    public void Judge_EvidenceSignedByAForeignResponder_DoesNotCount()
    {
        var other = new SmallWorld();
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Person, Signed, Signed);
        file = World.WithStore(World.WithEvidence(file, Signed, World.Tsa), Stamps.OcspResponse(
            other.Ocsp, World.Issuing.Certificate, World.Person.Certificate, Signed));

        World.Judge(file, Signed.AddHours(1)).Signatures[0].SubIndication.ShouldBe("TRY_LATER");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Judge_TimestampServiceRevokedLater_StandsUnlessItsKeyWasLost(int reason, bool stands)
    {
        var file = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Person, Signed, Signed);
        file = World.WithEvidence(file, Signed, World.Person, World.Tsa);
        file = World.WithStore(file, Stamps.OcspResponse(World.Ocsp, World.Issuing.Certificate, World.Tsa.Certificate,
            Signed.AddDays(2), Signed.AddDays(1), reason));

        var judged = World.Judge(file, Signed.AddDays(3));

        judged.Signatures[0].Findings.Select(f => f.Code)
            .ShouldContain(stands ? "TIMESTAMP_PROVEN" : "TIMESTAMP_INVALID", Said(judged));
    }

    private static TestKey LateResponder(DateTimeOffset at) =>
        World.CertifyFrom(World.Issuing, "Later OCSP", at.AddDays(-1), at.AddYears(5), SmallWorld.Usage.Ocsp);

    /// <summary>The person's signature with evidence that says since when its certificate is revoked.</summary>
    private static byte[] WithRevocation(DateTimeOffset revokedAt, DateTimeOffset claimed, DateTimeOffset stamped)
    {
        var pdf = World.Sign(Some.Certificate("1"), "CompetentPerson", World.Person, claimed, stamped);
        return World.WithStore(World.WithEvidence(pdf, stamped, World.Tsa), Stamps.OcspResponse(
            World.Ocsp, World.Issuing.Certificate, World.Person.Certificate, stamped.AddDays(1), revokedAt));
    }

    private static AskLive Answering(DateTimeOffset now) => (certificate, issuer, _, _) =>
        new(OcspFile.TryRead(Stamps.OcspResponse(World.Ocsp, issuer.Certificate, certificate.Certificate, now))!
            .About(certificate, issuer));

    private static AlgorithmPolicy Policy(string row) => AlgorithmPolicy.Parse(new MemoryStream(Encoding.UTF8.GetBytes(
        $$"""
        {"source": "of this test", "algorithms": [{"algorithm":"SHA-1","until":"2012-08-01"},
        {"algorithm":"SHA-256"}, {"algorithm":"ECDSA","minimumBits":256}, {{row}}]}
        """)), "test");

    private static string Said(JudgedFile judged) => string.Join('\n', judged.Signatures.Select(s =>
        $"{s.Field} {s.Indication} {s.SubIndication} {s.Level} {string.Join(' ', s.Findings.Select(f => f.Code))}"))
        + string.Join(' ', judged.Changes.Select(c => c.Code));
}
