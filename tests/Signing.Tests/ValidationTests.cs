using System.Net;
using System.Security.Cryptography;
using System.Text;
using Civic.Documents.Reading;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

public sealed class ValidationTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Validate_FileAsIssued_PassedAndIssued(DatabaseKind kind)
    {
        var (stage, number, pdf) = await IssuedAsync(kind);

        var report = await stage.ValidateAsync(pdf);

        report.Verdict().ShouldBe("TOTAL-PASSED");
        report.Text("issued").ShouldBe("yes");
        report.Text("status").ShouldBe("valid");
        report.Text("sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(pdf)));
        report.ChangeCodes().ShouldBe(["SIGNATURE_ADDED", "VALIDATION_DATA_ADDED", "TIMESTAMP_ADDED"], number);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Validate_ByteFlippedInTheFirstRange_HashFailureAndAltered(DatabaseKind kind)
    {
        var (stage, _, pdf) = await IssuedAsync(kind);

        var report = await stage.ValidateAsync(Flipped(pdf, PlaceOf(pdf, "stream\n") + 40));

        report.Verdict().ShouldBe("TOTAL-FAILED");
        report.SubIndications().ShouldBe(["HASH_FAILURE", "HASH_FAILURE"]);
        report.Text("issued").ShouldBe("altered");
    }

    [Fact]
    public async Task Validate_ByteFlippedInTheSealsAppearance_OnlyTheAgencysSignatureFails()
    {
        var (stage, _, pdf) = await IssuedAsync();
        var seal = pdf.AsSpan(0, pdf.AsSpan().LastIndexOf("ETSI.CAdES.detached"u8));
        var place = seal.LastIndexOf(">>\nstream\n"u8) + 20;

        var report = await stage.ValidateAsync(Flipped(pdf, place));

        report.Verdict().ShouldBe("TOTAL-FAILED");
        report.SubIndications().ShouldBe([null, "HASH_FAILURE"]);
        report.Text("issued").ShouldBe("altered");
    }

    [Fact]
    public async Task Validate_ByteFlippedInsideTheSignature_Failed()
    {
        var (stage, _, pdf) = await IssuedAsync();
        var value = FieldOf(pdf, "CompetentPerson");
        var place = IndexOfDigest(pdf, value);

        var report = await stage.ValidateAsync(WithHexDigit(pdf, place));

        report.Verdict().ShouldBe("TOTAL-FAILED");
        report.SubIndications()[0].ShouldBe("HASH_FAILURE");
    }

    [Fact]
    public async Task Validate_SignatureOfAnotherDocument_HashFailure()
    {
        var (stage, _, pdf) = await IssuedAsync();
        var (_, _, other) = await IssuedAsync();
        var (target, source) = (FieldOf(pdf, "CompetentPerson"), FieldOf(other, "CompetentPerson"));
        var swapped = pdf.ToArray();
        other.AsSpan((int)source.Contents!.Offset, source.Contents.TokenLength)
            .CopyTo(swapped.AsSpan((int)target.Contents!.Offset));

        var report = await stage.ValidateAsync(swapped);

        report.Verdict().ShouldBe("TOTAL-FAILED");
        report.SubIndications().ShouldContain("HASH_FAILURE");
        report.Text("issued").ShouldBe("altered");
    }

    [Fact]
    public async Task Validate_PageOverlaidByAnUpdate_FailedThoughSignaturesAreIntact()
    {
        var (stage, _, pdf) = await IssuedAsync();

        var report = await stage.ValidateAsync(Attack.Overlay(pdf));

        report.Verdict().ShouldBe("TOTAL-FAILED");
        report.SubIndications().ShouldBe([null, null]);
        report.ChangeCodes().ShouldContain("PAGE_CONTENT_CHANGED");
        report.Text("issued").ShouldBe("altered");
    }

    [Fact]
    public async Task Validate_CatalogReplacedByAnUpdate_Failed()
    {
        var (stage, _, pdf) = await IssuedAsync();

        var report = await stage.ValidateAsync(Attack.NewRoot(pdf));

        report.Verdict().ShouldBe("TOTAL-FAILED");
        report.ChangeCodes().ShouldContain("ROOT_REPLACED");
    }

    [Fact]
    public async Task Validate_JunkAfterTheEnd_Failed()
    {
        var (stage, _, pdf) = await IssuedAsync();

        var report = await stage.ValidateAsync([.. pdf, .. "<script>alert(1)</script>"u8]);

        report.Verdict().ShouldBe("TOTAL-FAILED");
        report.ChangeCodes().ShouldContain("TRAILING_BYTES");
        report.Text("issued").ShouldBe("altered");
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Validate_TruncatedToThePersonsRevision_PassesButIsNotWhatWasIssued(DatabaseKind kind)
    {
        var (stage, _, pdf) = await IssuedAsync(kind);
        PdfFile.TryRead(pdf, out var file, out _).ShouldBeTrue();

        var report = await stage.ValidateAsync(pdf[..(int)file!.Revisions[^2].EndOffset]);

        report.Verdict().ShouldBe("TOTAL-PASSED");
        report.Text("issued").ShouldBe("altered");
    }

    [Fact]
    public async Task Validate_CutInTheMiddle_NoPdf()
    {
        var (stage, _, pdf) = await IssuedAsync();
        PdfFile.TryRead(pdf, out var file, out _).ShouldBeTrue();
        using var answer = await stage.UploadAsync(pdf[..(int)(file!.Revisions[0].EndOffset / 2)]);

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:not-a-pdf");
    }

    [Theory]
    [InlineData("encrypted")]
    [InlineData("too-complex")]
    [InlineData("damaged")]
    public async Task Validate_WhatCannotBeJudged_RefusedWithItsOwnCode(string code)
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var forger = new Attacks.Forger(Attacks.Hand.Unsigned());
        if (code == "too-complex")
        {
            for (var i = 0; i < 2000; i++)
            {
                forger.Close();
            }
        }

        var pdf = forger.Close(code == "encrypted" ? " /Encrypt <<>>" : "", code == "damaged" ? 7 : null);
        using var answer = await stage.UploadAsync(pdf);

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe($"civic:signing:{code}");
    }

    [Fact]
    public async Task Validate_NeverSigned_NoSignature()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);

        var report = await stage.ValidateAsync(Some.Certificate(Some.Number()));

        report.Verdict().ShouldBe("NO-SIGNATURE");
        report.Text("issued").ShouldBe("no");
        report.Text("status").ShouldBe("unknown");
    }

    [Fact]
    public async Task Validate_SignedButNeverIssued_PassedAndNotIssued()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();

        var report = await stage.ValidateAsync(await stage.SignedByBothAsync(Some.Certificate(number), number));

        report.Verdict().ShouldBe("TOTAL-PASSED");
        report.Text("issued").ShouldBe("no");
    }

    [Fact]
    public async Task Validate_SignedUnderAnotherRoot_NoChain()
    {
        await using var foreign = await SigningStage.StartAsync();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var number = Some.Number();
        var pdf = await foreign.SignedByBothAsync(Some.Certificate(number), number);

        var report = await stage.ValidateAsync(pdf);

        report.Verdict().ShouldBe("INDETERMINATE");
        report.SubIndications().ShouldAllBe(s => s == "NO_CERTIFICATE_CHAIN_FOUND");
    }

    [Fact]
    public async Task Validate_MoreThanTwentyMegabytes_TooLarge()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var answer = await stage.UploadAsync(new byte[(20 * 1024 * 1024) + 1]);

        (await answer.CodeAsync(HttpStatusCode.RequestEntityTooLarge)).ShouldBe("civic:signing:too-large");
    }

    [Fact]
    public async Task Validate_NoFile_Unprocessable()
    {
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var answer = await stage.Signing.Http.PostAsync(
            "/validations", form, TestContext.Current.CancellationToken);

        (await answer.CodeAsync(HttpStatusCode.UnprocessableEntity)).ShouldBe("civic:signing:file-missing");
    }

    [Fact]
    public async Task Validate_TooOften_TooManyRequests()
    {
        await using var stage = await SigningStage.StartAsync(
            DatabaseKind.Sqlite, ("Civic:RateLimits:verification", "3"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await stage.UploadAsync("x"u8.ToArray());
            statuses.Add(answer.StatusCode);
        }

        statuses[..3].ShouldAllBe(s => s == HttpStatusCode.UnprocessableEntity);
        statuses[3].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Validate_EveryByteOfTheTailFlipped_NeverPassesAsIssued()
    {
        var (stage, _, pdf) = await IssuedAsync();
        for (var place = pdf.Length - 1; place > pdf.Length - 200; place -= 7)
        {
            using var answer = await stage.UploadAsync(Flipped(pdf, place));
            var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            said.ShouldNotContain("\"issued\":\"yes\"", Case.Sensitive, $"byte {place}");
        }
    }

    private static async Task<(SigningStage Stage, string Number, byte[] Pdf)> IssuedAsync(
        DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var stage = await SigningStage.SharedAsync(kind);
        var number = Some.Number();
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);
        await stage.IssueAsync(pdf, number);
        return (stage, number, pdf);
    }

    private static PdfSignatureValue FieldOf(byte[] pdf, string name)
    {
        PdfFile.TryRead(pdf, out var file, out _).ShouldBeTrue();
        return file!.SignatureFields.Single(f => f.Name == name).Value!;
    }

    private static int PlaceOf(byte[] pdf, string text) => pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));

    private static byte[] Flipped(byte[] pdf, int place)
    {
        var copy = pdf.ToArray();
        copy[place] ^= 0x01;
        return copy;
    }

    private static int IndexOfDigest(byte[] pdf, PdfSignatureValue value)
    {
        var hex = Encoding.ASCII.GetString(pdf, (int)value.Contents!.Offset, value.Contents.TokenLength);
        // messageDigest: OID 1.2.840.113549.1.9.4, SET, OCTET STRING of 32 bytes. The time stamp's own comes second.
        const string Attribute = "06092A864886F70D010904";
        return (int)value.Contents.Offset + hex.IndexOf(Attribute, StringComparison.OrdinalIgnoreCase)
            + Attribute.Length + 8 + 10;
    }

    private static byte[] WithHexDigit(byte[] pdf, int place)
    {
        var copy = pdf.ToArray();
        copy[place] = copy[place] == (byte)'1' ? (byte)'2' : (byte)'1';
        return copy;
    }
}
