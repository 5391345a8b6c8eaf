using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Signing.Tests.Attacks;
using Civic.Signing.Tests.Judging;
using Civic.Signing.Tests.Stage;
using Civic.Signing.Validation;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Judges;

/// <summary>
/// Honest files of other people's signers, npm's @signpdf with pdf-lib and Debian's PDFBox with Bouncy Castle, in every
/// form that a file may have: whatever is said of their signatures, nobody may be accused of having changed them.
/// @signpdf signs only what pdf-lib has just made: its updates of other files leave objects that nobody can parse.
/// </summary>
public sealed class ForeignFilesTests(ForeignSigners signers) : IClassFixture<ForeignSigners>
{
    [Theory]
    [InlineData("made", "signpdf")]
    [InlineData("made", "signpdf", "pdfbox")]
    [InlineData("ours", "pdfbox")]
    [InlineData("ours", "pdfbox", "pdfbox")]
    [InlineData("xref-streams", "pdfbox")]
    [InlineData("xref-streams", "pdfbox", "pdfbox")]
    [InlineData("linearized", "pdfbox")]
    [InlineData("linearized", "pdfbox", "pdfbox")]
    [InlineData("linearized-xref-streams", "pdfbox")]
    [InlineData("linearized-xref-streams", "pdfbox", "pdfbox")]
    public async Task Judge_SignedByOthers_NeverCalledAltered(string form, params string[] by)
    {
        var pdf = form == "made" ? [] : Form(form);
        foreach (var signer in by)
        {
            pdf = await signers.SignAsync(signer, pdf);
        }

        var judged = signers.World.Judge(pdf, TimeProvider.System.GetUtcNow().AddMinutes(5));

        judged.Signatures.Count.ShouldBe(by.Length);
        judged.Changes.ShouldAllBe(c => !c.AltersContent, Said(judged));
        judged.Verdict.ShouldNotBe("TOTAL-FAILED", Said(judged));
        judged.Signatures.ShouldAllBe(s => s.Indication != "TOTAL-FAILED", Said(judged));
    }

    [Theory]
    [InlineData("signpdf")]
    [InlineData("pdfbox")]
    public async Task Judge_SignedByOthersThenAByteChanged_Failed(string signer)
    {
        var pdf = await signers.SignAsync(signer, signer == "signpdf" ? [] : Form("ours"));
        pdf[pdf.AsSpan().IndexOf("/MediaBox"u8) + 1] ^= 1;

        signers.World.Judge(pdf, TimeProvider.System.GetUtcNow().AddMinutes(5)).Verdict.ShouldBe("TOTAL-FAILED");
    }

    private static byte[] Form(string form)
    {
        var pdf = Some.Certificate("2026-9-LLTP-STP");
        return form switch
        {
            "xref-streams" => Qpdf.Run(pdf, "--object-streams=generate"),
            "linearized" => Qpdf.Run(pdf, "--linearize", "--object-streams=disable"),
            "linearized-xref-streams" => Qpdf.Run(pdf, "--linearize", "--object-streams=generate"),
            _ => pdf,
        };
    }

    private static string Said(JudgedFile judged) =>
        string.Join(' ', judged.Signatures.Select(s => $"{s.Field}:{s.Indication}/{s.SubIndication}"))
        + " | " + string.Join(' ', judged.Changes.Select(c => $"{c.Revision}:{c.Code}({c.Object})"));
}

/// <summary>Two programs of other people that sign, with a key that a small authority has certified.</summary>
public sealed class ForeignSigners : IAsyncLifetime
{
    private const string Password = "foreign";

    private readonly Shell _shell = new();

    internal SmallWorld World { get; } = new();

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(3072);
        var signer = World.SignerFor(key, "Signed elsewhere");
        using var certificate = signer.Certificate.CopyWithPrivateKey(key);
        // @signpdf's library reads no certificate that an elliptic key has signed, and only the older encryption.
        using var own = new CertificateRequest(
            "CN=Signed elsewhere", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(SmallWorld.Start, SmallWorld.Start.AddYears(5));
        Write("signpdf.p12", [own]);
        Write("pdfbox.p12", [certificate, World.Issuing.Certificate, World.Root]);
        var (code, said) = await _shell.RunAsync("javac", "-nowarn", "-d", _shell.Folder, "-cp", JavaPath.Of(_shell),
            Path.Combine(SourceFolder.Path, "Judges", "JavaJudge", "Sign.java"));
        code.ShouldBe(0, said);

        void Write(string name, X509Certificate2Collection all) => _shell.Write(
            name, all.ExportPkcs12(Pkcs12ExportPbeParameters.Pkcs12TripleDesSha1, Password)!);
    }

    internal async Task<byte[]> SignAsync(string signer, byte[] pdf)
    {
        var (from, to) = (_shell.Write("in.pdf", pdf), Path.Combine(_shell.Folder, "out.pdf"));
        var p12 = Path.Combine(_shell.Folder, $"{signer}.p12");
        var script = Path.Combine(SourceFolder.Path, "Judges", "PdfJs", "sign.mjs");
        var (code, said) = signer == "pdfbox"
            ? await _shell.RunAsync("java", "-XX:TieredStopAtLevel=1", "-cp", JavaPath.Of(_shell), "Sign", from, to,
                p12, Password)
            : await _shell.RunAsync("node", script, to, p12, Password);
        code.ShouldBe(0, said);
        return await File.ReadAllBytesAsync(to);
    }

    public ValueTask DisposeAsync()
    {
        _shell.Dispose();
        return ValueTask.CompletedTask;
    }
}
