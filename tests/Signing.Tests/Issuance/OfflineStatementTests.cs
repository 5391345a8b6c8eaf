using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Issuance.Offline;
using Civic.Signing.Statements;
using Civic.Signing.Tests.Stage;
using Civic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

/// <summary>The QR code's statement and the witness's word, checked after every host is gone.</summary>
public sealed class OfflineStatementTests(StatementStage saved) : IClassFixture<StatementStage>
{
    [Fact]
    public async Task File_ItsOwnQrCode_Agrees()
    {
        var report = await VerifyAsync(saved.Pdf, saved.Receipt);

        (report.ExitCode, report.Statement, report.Why).ShouldBe((0, "agrees", null));
        saved.JudgedOnline.Text("statement").ShouldBe("agrees");
    }

    [Fact]
    public async Task File_QrCodeOfAnotherDocument_BadThoughSignedAndIssued()
    {
        var report = await VerifyAsync(saved.CopiedPdf, saved.CopiedReceipt);

        (report.ExitCode, report.Verdict, report.Issued, report.Statement)
            .ShouldBe((1, "TOTAL-PASSED", "yes", "other-document"));
    }

    [Fact]
    public void Address_WithTheReceipt_Agrees()
    {
        var report = StatementVerification.Verify(saved.Address, saved.Receipt);

        (report.ExitCode, report.Statement, report.Status).ShouldBe((0, "agrees", "valid"));
        report.Number.ShouldNotBeNull();
    }

    [Fact]
    public void Address_WithTheKeysAlone_GenuineButNothingIsSaidOfItsStatus()
    {
        var report = StatementVerification.Verify(saved.Address, saved.LogKeys);

        (report.ExitCode, report.Statement, report.Status).ShouldBe((0, "unknown", "unknown"));
        report.IssueDate.ShouldBe("2026-11-22");
    }

    [Theory]
    [InlineData("another-number", "other-document", 1)]
    [InlineData("changed-date", "not-ours", 1)]
    [InlineData("own-key", "not-ours", 1)]
    [InlineData("no-statement", "unknown", 2)]
    public void Address_WasTamperedWith_Refused(string what, string expected, int code)
    {
        var (path, statement) = saved.Address.Split('#') is [var before, var after] ? (before, after) : default;
        var parts = statement.Split('.');
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(parts[0])).RootElement.Text("kid")!;
        var address = what switch
        {
            "another-number" => $"{path}0#{statement}",
            "changed-date" => $"{path}#{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1])
                .Replace("2026-11-22", "2026-11-23", StringComparison.Ordinal))}.{parts[2]}",
            "own-key" => $"{path}#{CompactJws.Sign(Statement.Type,
                new Statement(path.Split('/')[^1], "2026-11-22", Some.Digest), kid, own)}",
            _ => path,
        };

        foreach (var file in (string[])[saved.Receipt, saved.LogKeys])
        {
            var report = StatementVerification.Verify(address, file);

            (report.Statement, report.ExitCode).ShouldBe((expected, code));
        }
    }

    [Fact]
    public void Address_OfARevokedDocument_Bad()
    {
        var report = StatementVerification.Verify(saved.RevokedAddress, saved.RevokedReceipt);

        (report.ExitCode, report.Statement, report.Status).ShouldBe((1, "agrees", "revoked"));
    }

    [Fact]
    public async Task Program_VerifyStatement_PrintsTheReportAndExitsWithTheVerdict()
    {
        using var shell = new Shell();
        var program = typeof(SigningHost).Assembly.Location;
        var receipt = shell.Write("r.json", System.Text.Encoding.UTF8.GetBytes(saved.Receipt));

        var good = await shell.RunAsync("dotnet", program, "verify-statement", saved.Address, receipt);
        var bad = await shell.RunAsync("dotnet", program, "verify-statement", saved.Address + "x", receipt);

        good.Code.ShouldBe(0, good.Said);
        JsonDocument.Parse(good.Said).RootElement.Text("statement").ShouldBe("agrees");
        bad.Code.ShouldBe(1, bad.Said);
    }

    [Fact]
    public async Task Witness_ItsOwnKey_IsChecked()
    {
        var byReceipt = await VerifyAsync(saved.Pdf, saved.Receipt);
        var byOwnCopy = await VerifyAsync(saved.Pdf, saved.Receipt, OfflineVerification.KeysIn(saved.WitnessKeys));

        byReceipt.WitnessedSize.ShouldNotBeNull().ShouldBeGreaterThan(0);
        (byOwnCopy.ExitCode, byOwnCopy.WitnessedSize).ShouldBe((0, byReceipt.WitnessedSize));
    }

    [Theory]
    [InlineData("signed-by-the-log")]
    [InlineData("of-another-head")]
    [InlineData("key-exchanged")]
    public async Task Witness_CosignatureIsNotItsOwn_Broken(string what)
    {
        var receipt = JsonNode.Parse(saved.Receipt)!.AsObject();
        var witness = receipt["witness"]!.AsObject();
        switch (what)
        {
            case "signed-by-the-log":
                witness["keys"] = receipt["keys"]!.DeepClone();
                break;
            case "of-another-head":
                witness["cosignature"] = JsonNode.Parse(saved.EarlierReceipt)!["witness"]!["cosignature"]!.DeepClone();
                break;
            default:
                // The log could name any key; whoever has the witness's own is not deceived.
                using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    var head = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(
                        witness["treeHead"]!.GetValue<string>().Split('.')[1])).RootElement;
                    witness["cosignature"] = CompactJws.Sign(Cosignature.Type, new Cosignature(head.Text("iss")!,
                        head.GetProperty("size").GetInt64(), head.Text("root")!, 1), "other", other);
                    var point = other.ExportParameters(false).Q;
                    witness["keys"] = new JsonArray(new JsonObject
                    {
                        ["kid"] = "other",
                        ["x"] = Base64UrlEncoder.Encode(point.X!),
                        ["y"] = Base64UrlEncoder.Encode(point.Y!),
                    });
                }

                (await VerifyAsync(saved.Pdf, receipt.ToJsonString())).ExitCode.ShouldBe(0);
                break;
        }

        var report = await VerifyAsync(saved.Pdf, receipt.ToJsonString(),
            what == "key-exchanged" ? OfflineVerification.KeysIn(saved.WitnessKeys) : null);

        (report.ExitCode, report.Proof).ShouldBe((1, "broken"));
        report.Why!.ShouldContain("witness");
    }

    [Fact]
    public async Task Witness_ReceiptNamesNoKey_NothingIsClaimed()
    {
        var receipt = JsonNode.Parse(saved.Receipt)!.AsObject();
        receipt["witness"]!.AsObject().Remove("keys");

        var report = await VerifyAsync(saved.Pdf, receipt.ToJsonString());

        (report.ExitCode, report.WitnessedSize).ShouldBe((0, null));
    }

    private static Task<OfflineReport> VerifyAsync(
        byte[] pdf, string receipt, Func<string, ECDsa?>? witness = null) =>
        OfflineVerification.VerifyAsync(pdf, receipt, null, TimeProvider.System, witness);
}

/// <summary>Documents with QR codes and what was saved of them, from hosts that are gone.</summary>
public sealed class StatementStage : IAsyncLifetime
{
    internal byte[] Pdf { get; private set; } = [];

    internal string Address { get; private set; } = "";

    internal string Receipt { get; private set; } = "";

    /// <summary>With an earlier head of the witness.</summary>
    internal string EarlierReceipt { get; private set; } = "";

    internal JsonElement JudgedOnline { get; private set; }

    /// <summary>Signed and issued with the QR code of the first one.</summary>
    internal byte[] CopiedPdf { get; private set; } = [];

    internal string CopiedReceipt { get; private set; } = "";

    internal string RevokedAddress { get; private set; } = "";

    internal string RevokedReceipt { get; private set; } = "";

    internal string LogKeys { get; private set; } = "";

    internal string WitnessKeys { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await using var stage = await SigningStage.StartAsync(
            DatabaseKind.Sqlite, ("Civic:Signing:WitnessSeconds", "100000"));
        var (number, copied, revoked) = (Some.Number(), Some.Number(), Some.Number());
        Address = await stage.QrAddressAsync(number);
        Pdf = await IssuedAsync(stage, number, Address);
        await ShowAsync(stage);
        EarlierReceipt = await ReceiptAsync(stage, number);
        CopiedPdf = await IssuedAsync(stage, copied, Address);
        CopiedReceipt = await ReceiptAsync(stage, copied);
        RevokedAddress = await stage.QrAddressAsync(revoked);
        await IssuedAsync(stage, revoked, RevokedAddress);
        (await stage.ChangeStatusAsync(revoked, "revoked")).Dispose();
        RevokedReceipt = await ReceiptAsync(stage, revoked);
        await ShowAsync(stage);
        Receipt = await ReceiptAsync(stage, number);
        JudgedOnline = await stage.ValidateAsync(Pdf);
        LogKeys = await stage.Signing.Http.GetStringAsync("/.well-known/civic-statement-jwks.json");
        WitnessKeys = await stage.Trust.Http.GetStringAsync("/witness/jwks.json");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<byte[]> IssuedAsync(SigningStage stage, string number, string qr)
    {
        var pdf = await stage.SignedByBothAsync(Some.Certificate(number, qr: qr), number);
        await stage.IssueAsync(pdf, number);
        return pdf;
    }

    private static Task<string> ReceiptAsync(SigningStage stage, string number) =>
        stage.Signing.Http.GetStringAsync($"/log/receipts/{number}");

    private static async Task ShowAsync(SigningStage stage) =>
        (await stage.Signing.Services.GetRequiredService<WitnessWorker>()
            .TryShowAsync(stage.Trust.Address + "/witness", CancellationToken.None)).ShouldBeTrue();
}
