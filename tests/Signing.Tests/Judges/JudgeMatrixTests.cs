using System.Text.Json;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Judges;

/// <summary>
/// What programs of other people say about every key, level and number of signatures. What one of them can't read
/// stands here, and in docs/signing-judges.md, in its own words.
/// </summary>
public sealed class JudgeMatrixTests(JudgedFiles files) : IClassFixture<JudgedFiles>
{
    public static TheoryData<Combination> All => [.. Combination.All];

    [Theory, MemberData(nameof(All))]
    public async Task Pdfsig_EachCombination_ValidAndTrusted(Combination combination)
    {
        var (_, said) = await files.Shell.RunAsync("pdfsig", "-nssdir", files.Nss, files.PathOf(combination));

        Count(said, "Signature Validation: Signature is Valid.").ShouldBe(combination.Signatures, said);
        Count(said, "Certificate Validation: Certificate is Trusted.").ShouldBe(combination.Signatures, said);
        Count(said, "Unable to validate this type of signature").ShouldBe(Archives(combination), said);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Openssl_EachCombination_SignaturesAndTimestampsVerifyToTheRoot(Combination combination)
    {
        var pdf = await File.ReadAllBytesAsync(files.PathOf(combination), TestContext.Current.CancellationToken);
        var (stamps, signatures) = (0, 0);
        foreach (var cut in CutOut.AllIn(pdf))
        {
            if (cut.IsTimestamp)
            {
                await VerifyTokenAsync(cut.Covered, cut.Cms, combination);
                stamps++;
                continue;
            }

            await VerifyCmsAsync(cut, combination);
            signatures++;
            if (cut.Stamp() is (var signature, { } token))
            {
                await VerifyTokenAsync(signature, token, combination);
                stamps++;
            }
        }

        signatures.ShouldBe(combination.Signatures);
        stamps.ShouldBe((combination.Level == "B-B" ? 0 : combination.Signatures) + Archives(combination));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Mutool_EachCombination_SignatureIsRightOrItsOwnWords(Combination combination)
    {
        var (_, said) = await files.Shell.RunAsync("mutool", "sign", "-v", files.PathOf(combination));

        var right = Count(said, "The document is unchanged since signing.")
            + Count(said, "The signature is valid but there have been edits since signing.");
        right.ShouldBe(combination.IsPss ? 0 : combination.Signatures, said);
        Count(said, "Digest error: Unknown error.").ShouldBe(combination.IsPss ? combination.Signatures : 0, said);
        Count(said, "Signature is not signed.").ShouldBe(Archives(combination), said);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Java_EachCombination_FileProvesItselfFromLtOn(Combination combination)
    {
        var said = await files.JavaOnAsync(combination);

        var (isStamped, isProven) = (combination.Level != "B-B", combination.Level is "B-LT" or "B-LTA");
        var path = isProven ? "path proven" : "path unproven";
        var signature = isStamped ? $"stamped valid {path} {path}" : $"unstamped {path}";
        said.Count(l => l.EndsWith($" signature valid {signature}", StringComparison.Ordinal))
            .ShouldBe(combination.Signatures, string.Join('\n', said));
        said.Count(l => l.EndsWith("ETSI.RFC3161 whole timestamp valid path proven", StringComparison.Ordinal))
            .ShouldBe(Archives(combination), string.Join('\n', said));
        said.Length.ShouldBe(combination.Signatures + Archives(combination));
    }

    [Theory, MemberData(nameof(All))]
    public async Task QpdfAndPdfJs_EachCombination_StructureIsSoundAndTheTextIsRead(Combination combination)
    {
        var (code, said) = await files.Shell.RunAsync("qpdf", "--check", files.PathOf(combination));
        code.ShouldBe(0, said);
        var read = JsonDocument.Parse(await files.PdfJsOnAsync(combination)).RootElement;

        read.GetProperty("text").GetString()!.ShouldContain("Họ và tên: Nguyễn Thị Mẫu. Không có án tích.");
        read.GetProperty("fields").GetArrayLength().ShouldBe(combination.Signatures + Archives(combination));
    }

    [Fact]
    public async Task OpensslOcsp_ResponsesOfTheStore_VerifyAndSayGood()
    {
        var pdf = await File.ReadAllBytesAsync(
            files.PathOf(new Combination("P256", "B-LTA", 2)), TestContext.Current.CancellationToken);
        var responses = CutOut.ResponsesIn(pdf);

        foreach (var response in responses)
        {
            var file = files.Shell.Write("response.der", response);
            var (_, said) = await files.Shell.RunAsync(
                "openssl", "ocsp", "-respin", file, "-CAfile", files.Chain, "-resp_text", "-no_nonce");
            said.ShouldContain("Response verify OK");
            said.ShouldContain("Cert Status: good");
        }

        responses.Count.ShouldBe(3);
    }

    private async Task VerifyCmsAsync(CutOut cut, Combination combination)
    {
        var (content, cms) = (files.Shell.Write("content", cut.Covered), files.Shell.Write("cms.der", cut.Cms));
        var (code, said) = await files.Shell.RunAsync("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in",
            cms, "-content", content, "-CAfile", files.RootOf(combination.Services), "-purpose", "any", "-cades",
            "-out", Path.Combine(files.Shell.Folder, "out"));
        code.ShouldBe(0, said);
    }

    private async Task VerifyTokenAsync(byte[] stamped, byte[] token, Combination combination)
    {
        var (data, reply) = (files.Shell.Write("stamped", stamped), files.Shell.Write("token.der", token));
        var (code, said) = await files.Shell.RunAsync(
            "openssl", "ts", "-verify", "-data", data, "-in", reply, "-token_in",
            "-CAfile", files.RootOf(combination.Services));
        code.ShouldBe(0, said);
    }

    private static int Archives(Combination combination) => combination.Level == "B-LTA" ? 1 : 0;

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
