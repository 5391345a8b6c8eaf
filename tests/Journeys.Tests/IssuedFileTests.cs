using System.Text.Json;
using Civic.Browsing;
using Shouldly;
using Xunit;

namespace Civic.Journeys.Tests;

/// <summary>What the demo brought home, judged by programs that know nothing of Civic.</summary>
public sealed class IssuedFileTests(KeptHouse house)
{
    public static TheoryData<string, int> Signed =>
        new()
        {
            { "phieu-lltp-1.pdf", 2 },
            { "phieu-lltp-2.pdf", 2 },
            { "tom-tat-suc-khoe.pdf", 1 },
        };

    [Theory, MemberData(nameof(Signed))]
    public async Task Pdfsig_IssuedFile_EverySignatureIsValidAndTrusted(string file, int signatures)
    {
        var trust = Directory.CreateTempSubdirectory("civic-nss-").FullName;
        await KeptHouse.RunAsync("certutil", "-N", "-d", $"sql:{trust}", "--empty-password");
        await KeptHouse.RunAsync(
            "certutil",
            "-A",
            "-d",
            $"sql:{trust}",
            "-n",
            "root",
            "-t",
            "CT,C,C",
            "-i",
            InFolder("trust-root.pem")
        );

        var (_, says) = await KeptHouse.RunAsync("pdfsig", "-nssdir", $"sql:{trust}", InFolder(file));

        Count(says, "Signature is Valid.").ShouldBe(signatures, says);
        Count(says, "Certificate is Trusted.").ShouldBe(signatures, says);
    }

    [Theory, MemberData(nameof(Signed))]
    public async Task Qpdf_IssuedFile_FindsNoError(string file, int signatures)
    {
        signatures.ShouldBeGreaterThan(0);
        var (code, says) = await KeptHouse.RunAsync("qpdf", "--check", InFolder(file));

        code.ShouldBe(0, says);
    }

    /// <summary>File and receipt as the citizen downloaded them; the command has a network to itself.</summary>
    [Theory, MemberData(nameof(Signed))]
    public async Task Verify_FileWithItsReceipt_GoodWithoutANetworkAndBadOnceAltered(string file, int signatures)
    {
        signatures.ShouldBeGreaterThan(0);
        var receipt = InFolder(Path.ChangeExtension(file, ".receipt.json"));
        var altered = await File.ReadAllBytesAsync(InFolder(file), TestContext.Current.CancellationToken);
        altered[altered.Length / 3] ^= 1;
        var alteredFile = Path.Combine(Directory.CreateTempSubdirectory("civic-altered-").FullName, file);
        await File.WriteAllBytesAsync(alteredFile, altered, TestContext.Current.CancellationToken);

        var (good, says) = await VerifyAsync(InFolder(file), receipt);
        var (bad, saysOfAltered) = await VerifyAsync(alteredFile, receipt);

        (good, bad).ShouldBe((0, 1), says + saysOfAltered);
        says.ShouldContain("issued: yes, status: valid");
    }

    private static Task<(int Code, string Says)> VerifyAsync(string file, string receipt)
    {
        string[] verify = ["dotnet", KeptHouse.Program, "verify", file, "--head", receipt];
        return OperatingSystem.IsLinux() && Environment.UserName == "root"
            ? KeptHouse.RunAsync("unshare", ["-n", .. verify])
            : KeptHouse.RunAsync(verify[0], verify[1..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Zbarimg_Certificate_QrOpensTheVerificationPage(int dossier)
    {
        var told = house.Report.GetProperty("dossiers")[dossier];
        var image = Path.Combine(house.Folder, $"page-{dossier}");
        await KeptHouse.RunAsync(
            "pdftoppm",
            "-r",
            "200",
            "-png",
            InFolder(told.GetProperty("certificate").GetString()!),
            image
        );

        var (_, says) = await KeptHouse.RunAsync(
            "zbarimg",
            ["--nodbus", "-q", "--raw", .. Directory.GetFiles(house.Folder, $"page-{dossier}-*.png")]
        );

        var address = says.Trim();
        address.ShouldBe(told.GetProperty("verification").GetString());
        using var browser = new Browser();
        var page = await browser.GoAsync(address, TestContext.Current.CancellationToken);
        page.Status.ShouldBe(200);
        page.Text.ShouldContain("Phiếu lý lịch tư pháp");
    }

    [Fact]
    public void Demo_Report_TellsTheJourneyAsItIsDecided()
    {
        var dossiers = house.Report.GetProperty("dossiers");
        Fee(dossiers[0]).ShouldBe((200_000, 0));
        Fee(dossiers[1]).ShouldBe((255_000, 5_000));
        foreach (var dossier in dossiers.EnumerateArray())
        {
            var states = dossier
                .GetProperty("states")
                .EnumerateArray()
                .Select(s => s.GetProperty("state").GetInt32())
                .ToList();
            states[^1].ShouldBe(10);
            states.ShouldContain(2);
            states.ShouldContain(4);
        }

        var health = house.Report.GetProperty("health");
        health.GetProperty("readBeforeConsent").GetInt32().ShouldBe(403);
        health.GetProperty("readWithConsent").GetInt32().ShouldBe(200);
        health.GetProperty("readAfterWithdrawal").GetInt32().ShouldBe(403);
    }

    [Fact]
    public void Demo_Bundle_IsADocumentWithTheThreeRequiredSections()
    {
        using var bundle = JsonDocument.Parse(File.ReadAllBytes(InFolder("ips-bundle.json")));
        bundle.RootElement.GetProperty("type").GetString().ShouldBe("document");
        var codes = bundle
            .RootElement.GetProperty("entry")[0]
            .GetProperty("resource")
            .GetProperty("section")
            .EnumerateArray()
            .Select(s => s.GetProperty("code").GetProperty("coding")[0].GetProperty("code").GetString());

        // Problems, allergies and medicines (IPS 2.0, required sections).
        new[] { "11450-4", "48765-2", "10160-0" }.ShouldBeSubsetOf(codes);
    }

    private static (long List, long Citizen) Fee(JsonElement dossier) =>
        (
            dossier.GetProperty("fee").GetProperty("list").GetInt64(),
            dossier.GetProperty("fee").GetProperty("citizen").GetInt64()
        );

    private static int Count(string text, string phrase) => text.Split(phrase).Length - 1;

    private string InFolder(string file) => Path.Combine(house.Folder, file);
}
