using Civic.Documents.Reading;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests;

/// <summary>What programs of other people say about our files.</summary>
public sealed class ForeignJudgeTests
{
    [Fact]
    public async Task Pdfsig_BothSigned_ValidTrustedAndCoveringTheWhole()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var file = shell.Write("signed.pdf", await SignedAsync(stage));
        var root = await WriteRootAsync(stage, shell);
        await shell.RunAsync("certutil", "-N", "-d", $"sql:{shell.Folder}", "--empty-password");
        await shell.RunAsync("certutil", "-A", "-d", $"sql:{shell.Folder}", "-n", "root", "-t", "CT,C,C", "-i", root);

        var (_, said) = await shell.RunAsync("pdfsig", "-nssdir", $"sql:{shell.Folder}", file);

        Count(said, "Signature Validation: Signature is Valid.").ShouldBe(2, said);
        Count(said, "Certificate Validation: Certificate is Trusted.").ShouldBe(2, said);
        Count(said, "Signature Type: ETSI.CAdES.detached").ShouldBe(2, said);
        said.ShouldContain("Total document signed");
    }

    [Fact]
    public async Task Qpdf_BothSigned_NothingToComplainAbout()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var file = shell.Write("signed.pdf", await SignedAsync(stage));

        var (code, said) = await shell.RunAsync("qpdf", "--check", file);

        code.ShouldBe(0, said);
    }

    [Theory]
    [InlineData("CompetentPerson")]
    [InlineData("Agency")]
    public async Task OpensslCms_SignatureCutOut_VerifiesToTheRoot(string field)
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var pdf = await SignedAsync(stage);
        var root = await WriteRootAsync(stage, shell);
        var value = ValueOf(pdf, field);
        var range = value.ByteRange;
        var content = shell.Write("content",
            [.. pdf[..(int)range[1]], .. pdf[(int)range[2]..(int)(range[2] + range[3])]]);
        var cms = shell.Write("cms.der", Unpadded(value));

        var (code, said) = await shell.RunAsync("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", cms,
            "-content", content, "-CAfile", root, "-purpose", "any", "-cades",
            "-out", Path.Combine(shell.Folder, "out"));

        code.ShouldBe(0, said);
    }

    [Fact]
    public async Task OpensslTs_TimestampCutOut_VerifiesOverTheSignature()
    {
        using var shell = new Shell();
        var stage = await SigningStage.SharedAsync(DatabaseKind.Sqlite);
        var value = ValueOf(await SignedAsync(stage), "Agency");
        var root = await WriteRootAsync(stage, shell);
        var cms = new System.Security.Cryptography.Pkcs.SignedCms();
        cms.Decode(Unpadded(value));
        var signer = cms.SignerInfos[0];
        var signature = shell.Write("signature", signer.GetSignature());
        var token = shell.Write("token.der", signer.UnsignedAttributes[0].Values[0].RawData);

        var (code, said) = await shell.RunAsync(
            "openssl", "ts", "-verify", "-data", signature, "-in", token, "-token_in", "-CAfile", root);

        code.ShouldBe(0, said);
        said.ShouldContain("Verification: OK");
    }

    private static async Task<byte[]> SignedAsync(SigningStage stage)
    {
        var number = Some.Number();
        return await stage.SignedByBothAsync(Some.Certificate(number), number);
    }

    private static async Task<string> WriteRootAsync(SigningStage stage, Shell shell) =>
        shell.Write("root.pem", await stage.Signing.Http.GetByteArrayAsync("/trust-root.pem"));

    private static PdfSignatureValue ValueOf(byte[] pdf, string field)
    {
        PdfFile.TryRead(pdf, out var file, out _).ShouldBeTrue();
        return file!.SignatureFields.Single(f => f.Name == field).Value!;
    }

    private static byte[] Unpadded(PdfSignatureValue value)
    {
        System.Formats.Asn1.AsnDecoder.ReadEncodedValue(value.Contents!.Bytes.Span,
            System.Formats.Asn1.AsnEncodingRules.BER, out _, out _, out var length);
        return value.Contents.Bytes[..length].ToArray();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
