using System.Text;
using Civic.JudicialRecords.Certificates;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Certificates;

public sealed class CanonicalContentTests
{
    private const string Salt = "AAECAwQFBgcICQoLDA0ODw";

    [Fact]
    public void Of_AContent_SortsItsMembersAndKeepsVietnamese()
    {
        var canonical = CanonicalContent.Of(SomeCertificate.Number1());

        canonical.ShouldStartWith("{\"ban\":[\"không bị cấm đảm nhiệm chức vụ");
        canonical.IndexOf("\"form\"", StringComparison.Ordinal)
            .ShouldBeLessThan(canonical.IndexOf("\"headerLines\"", StringComparison.Ordinal));
        canonical.ShouldNotContain("\\u");
        canonical.ShouldNotContain("null");
    }

    [Fact]
    public void Of_DecomposedLetters_GivesTheSameAsComposedOnes()
    {
        var content = SomeCertificate.Number1();
        var decomposed = content with
        {
            Person = content.Person with { Name = content.Person.Name.Normalize(NormalizationForm.FormD) },
        };

        CanonicalContent.Of(decomposed).ShouldBe(CanonicalContent.Of(content));
    }

    [Fact]
    public void Read_WhatWasWritten_GivesItBack()
    {
        var canonical = CanonicalContent.Of(SomeCertificate.Number2());

        CanonicalContent.Of(CanonicalContent.Read(canonical)).ShouldBe(canonical);
    }

    [Fact]
    public void Read_ContentWithoutBan_GivesItBack()
    {
        var canonical = CanonicalContent.Of(SomeCertificate.Number1() with { Ban = null });

        CanonicalContent.Read(canonical).Ban.ShouldBeNull();
    }

    [Fact]
    public void Digest_SaltThenContent_IsTheirSha256()
    {
        // printf '\x00\x01…\x0f{"a":1}' | sha256sum, in base64url
        CanonicalContent.Digest("{\"a\":1}", Salt).ShouldBe(ExpectedDigest);
    }

    [Fact]
    public void Digest_OtherSaltOrOneOtherLetter_IsAnother()
    {
        var canonical = CanonicalContent.Of(SomeCertificate.Number1());
        var digest = CanonicalContent.Digest(canonical, Salt);

        CanonicalContent.Digest(canonical, CanonicalContent.NewSalt()).ShouldNotBe(digest);
        CanonicalContent.Digest(canonical.Replace("NGUYỄN", "NGUYÊN", StringComparison.Ordinal), Salt)
            .ShouldNotBe(digest);
    }

    [Fact]
    public void Number_TwelfthOf2026_PrintsShortAndStandsYearFirstInAddresses()
    {
        var number = new CertificateNumber(2026, 12, "LLTP-STP");

        number.Printed.ShouldBe("12/LLTP-STP");
        number.InAddresses.ShouldBe("2026-12-LLTP-STP");
    }

    private const string ExpectedDigest = "rtig67X2CoqgZVSHMxi46IhYTr3feHglhxmTCuMoy7I";
}
