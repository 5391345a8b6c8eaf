using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Issuance.Offline;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

/// <summary>A file is checked against a saved receipt with no host and no network.</summary>
public sealed class OfflineVerificationTests(ReceiptStage saved) : IClassFixture<ReceiptStage>
{
    [Fact]
    public async Task Verify_IssuedFileAndItsReceipt_GoodAfterEveryHostIsGone()
    {
        var report = await VerifyAsync(saved.Pdf, saved.Receipt);

        report.Why.ShouldBeNull();
        (report.ExitCode, report.Verdict, report.Issued, report.Status, report.Proof)
            .ShouldBe((0, "TOTAL-PASSED", "yes", "valid", "proven"));
    }

    [Fact]
    public async Task Verify_ReceiptOfARevokedDocument_Bad()
    {
        var report = await VerifyAsync(saved.RevokedPdf, saved.RevokedReceipt);

        (report.ExitCode, report.Status, report.Proof).ShouldBe((1, "revoked", "proven"));
    }

    [Fact]
    public async Task Verify_ReceiptFromBeforeTheRevocation_SaysItsOwnTime()
    {
        var report = await VerifyAsync(saved.RevokedPdf, saved.EarlierReceipt);

        (report.ExitCode, report.Status).ShouldBe((0, "valid"));
        report.TreeHead!.Size.ShouldBeLessThan(
            (await VerifyAsync(saved.RevokedPdf, saved.RevokedReceipt)).TreeHead!.Size);
    }

    [Fact]
    public async Task Verify_AByteChangedInTheFile_Bad()
    {
        var changed = saved.Pdf.ToArray();
        changed[changed.Length / 3] ^= 1;

        (await VerifyAsync(changed, saved.Receipt)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Verify_ReceiptOfAnotherDocument_CannotTell()
    {
        var report = await VerifyAsync(saved.Pdf, saved.RevokedReceipt);

        (report.ExitCode, report.Issued, report.Status).ShouldBe((2, "no", "unknown"));
    }

    [Theory]
    [InlineData("leaf")]
    [InlineData("proof")]
    [InlineData("tree-head")]
    [InlineData("status-entry-left-out")]
    [InlineData("status-of-another")]
    [InlineData("witness")]
    public async Task Verify_ReceiptWasTamperedWith_Bad(string what)
    {
        var receipt = JsonNode.Parse(saved.RevokedReceipt)!.AsObject();
        var entries = receipt["entries"]!.AsArray();
        switch (what)
        {
            case "leaf":
                entries[1]!["leaf"] = entries[1]!["leaf"]!.GetValue<string>()
                    .Replace("revoked", "corrected", StringComparison.Ordinal);
                break;
            case "proof":
                entries[0]!["proof"]![0] = entries[0]!["proof"]![1]!.GetValue<string>();
                break;
            case "tree-head":
                receipt["treeHead"] = Spoil(receipt["treeHead"]!.GetValue<string>());
                break;
            case "status-entry-left-out":
                entries.RemoveAt(1);
                break;
            case "status-of-another":
                receipt["status"] = JsonNode.Parse(saved.Receipt)!["status"]!.GetValue<string>();
                break;
            default:
                receipt["witness"]!["consistency"] = new JsonArray();
                break;
        }

        var report = await VerifyAsync(saved.RevokedPdf, receipt.ToJsonString());

        (report.ExitCode, report.Proof).ShouldBe((1, "broken"));
        report.Status.ShouldBe("unknown");
    }

    [Fact]
    public async Task Verify_WithOtherRoots_CannotTell()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=Other", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var other = request.CreateSelfSigned(now.AddYears(-1), now.AddYears(1));

        var report = await OfflineVerification.VerifyAsync(
            saved.Pdf, saved.Receipt, other.ExportCertificatePem(), TimeProvider.System);

        (report.ExitCode, report.Verdict).ShouldBe((2, "INDETERMINATE"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"civic-receipt-1\",\"entries\":[],\"keys\":[],\"trustRoots\":\"\"}")]
    public async Task Verify_SavedHeadIsNone_CannotTell(string receipt) =>
        (await VerifyAsync(saved.Pdf, receipt)).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Program_VerifyOffline_PrintsTheReportAndExitsWithTheVerdict()
    {
        using var shell = new Shell();
        var program = typeof(SigningHost).Assembly.Location;
        var good = await shell.RunAsync("dotnet", program, "verify-offline",
            shell.Write("a.pdf", saved.Pdf), shell.Write("a.json", Bytes(saved.Receipt)));
        var bad = await shell.RunAsync("dotnet", program, "verify-offline",
            shell.Write("b.pdf", saved.RevokedPdf), shell.Write("b.json", Bytes(saved.RevokedReceipt)));

        good.Code.ShouldBe(0, good.Said);
        JsonDocument.Parse(good.Said).RootElement.Text("issued").ShouldBe("yes");
        bad.Code.ShouldBe(1, bad.Said);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string Spoil(string jws)
    {
        var parts = jws.Split('.');
        return $"{parts[0]}.{parts[1]}.{new string([.. parts[2].Reverse()])}";
    }

    private static Task<OfflineReport> VerifyAsync(byte[] pdf, string receipt) =>
        OfflineVerification.VerifyAsync(pdf, receipt, null, TimeProvider.System);
}

/// <summary>Two issued documents and their receipts, from hosts that are gone when the tests look at them.</summary>
public sealed class ReceiptStage : IAsyncLifetime
{
    internal byte[] Pdf { get; private set; } = [];

    internal string Receipt { get; private set; } = "";

    internal byte[] RevokedPdf { get; private set; } = [];

    internal string EarlierReceipt { get; private set; } = "";

    internal string RevokedReceipt { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // Shown by hand alone: of two at once, one would be refused.
        await using var stage = await SigningStage.StartAsync(
            DatabaseKind.Sqlite, ("Civic:Signing:WitnessSeconds", "100000"));
        var (number, revoked) = (Some.Number(), Some.Number());
        Pdf = await stage.SignedByBothAsync(Some.Certificate(number), number);
        RevokedPdf = await stage.SignedByBothAsync(Some.Certificate(revoked), revoked);
        await stage.IssueAsync(RevokedPdf, revoked);
        Receipt = (await stage.IssueAsync(Pdf, number)).GetRawText();
        EarlierReceipt = await stage.Signing.Http.GetStringAsync($"/log/receipts/{revoked}");
        await stage.IssueAsync("other"u8.ToArray(), Some.Number());
        (await stage.Signing.Services.GetRequiredService<WitnessWorker>()
            .TryShowAsync(stage.Trust.Address + "/witness", CancellationToken.None)).ShouldBeTrue();
        (await stage.ChangeStatusAsync(revoked, "revoked")).Dispose();
        RevokedReceipt = await stage.Signing.Http.GetStringAsync($"/log/receipts/{revoked}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
