using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Json;
using Civic.Documents.Reading;
using Civic.Signing.Algorithms;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Statements;
using Civic.Signing.Statements.Qr;
using Civic.Signing.Validation;
using Civic.Signing.Validation.Trust;

namespace Civic.Signing.Issuance.Offline;

/// <summary>The answer of an offline verification; the first members are those of POST /validations.</summary>
/// <param name="Proof">proven, broken or unreadable.</param>
/// <param name="Why">Why it is not good, one sentence; null where it is.</param>
internal sealed record OfflineReport(
    string Verdict, IReadOnlyList<SignatureReport> Signatures, IReadOnlyList<ChangeReport> Changes, string Sha256,
    string Issued, string Status, string Proof, TreeHead? TreeHead, long? WitnessedSize, string? Why)
{
    /// <summary>Of the QR code in the file: none, agrees, differs, other-document or not-ours.</summary>
    public string Statement { get; init; } = "none";

    /// <summary>0 good, 1 bad, 2 can't tell.</summary>
    internal int ExitCode { get; init; } = 1;
}

/// <summary>
/// Checks a file's signatures, its entry in the log and its status against a saved receipt, asking nobody. The saved
/// receipt is what the caller trusts: its log keys, and its roots unless others are given.
/// </summary>
internal static class OfflineVerification
{
    internal const int Good = 0;
    internal const int Bad = 1;
    internal const int CannotTell = 2;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <param name="file">Path of the PDF.</param>
    /// <param name="head">Path of the saved receipt.</param>
    /// <param name="roots">Path of a PEM file of roots to trust instead of the receipt's; null for those.</param>
    /// <param name="witness">Path of the witness's JWK set to trust instead of the receipt's; null for those.</param>
    internal static async Task<int> RunAsync(string file, string head, string? roots, string? witness)
    {
        var witnessKeys = witness is null ? null : KeysIn(await File.ReadAllTextAsync(witness));
        if (witness is not null && witnessKeys is null)
        {
            await Console.Error.WriteLineAsync($"{witness} is no JWK set with keys.");
            return CannotTell;
        }

        var report = await VerifyAsync(await File.ReadAllBytesAsync(file), await File.ReadAllTextAsync(head),
            roots is null ? null : await File.ReadAllTextAsync(roots), TimeProvider.System, witnessKeys);
        Console.WriteLine(JsonSerializer.Serialize(report, Json));
        return report.ExitCode;
    }

    internal static async Task<OfflineReport> VerifyAsync(
        byte[] pdf, string receipt, string? trustRoots, TimeProvider clock, Func<string, ECDsa?>? witness = null)
    {
        var (proof, itsRoots) = ReceiptCheck.Check(receipt, witness);
        if (!PdfFile.TryRead(pdf, out var file, out var failure))
        {
            return Unjudged(pdf, $"The file can't be read: {failure.InWords()}.");
        }

        if (ListOf(trustRoots ?? itsRoots) is not { } list)
        {
            return Unjudged(pdf, "There are no roots to trust.") with { ExitCode = CannotTell };
        }

        var judge = FileJudge.Offline(list, AlgorithmPolicy.Load(null), clock);
        return await judge.JudgeAsync(file, CancellationToken.None) is { } judged
            ? Conclude(file, judged, proof)
            : Unjudged(pdf, "The file has too many signatures.");
    }

    private static OfflineReport Conclude(PdfFile file, JudgedFile judged, ReceiptProof proof)
    {
        var proven = proof as ReceiptProof.Proven;
        var issued = proven is null ? "unknown" : IssuedAs(file, judged, proven.Leaves);
        var statement = proven is null ? StatementVerdict.None : StatementIn(file, proven);
        var report = new OfflineReport(judged.Verdict, judged.Signatures, judged.Changes, judged.Digests.Revisions[^1],
            issued, issued == "yes" ? proven!.Status : "unknown", NameOf(proof), proven?.Head, proven?.WitnessedSize,
            null)
        {
            Statement = statement.Name(),
        };
        var (code, why) = (judged.Verdict, proof, issued, report.Status) switch
        {
            ("TOTAL-FAILED" or IndicationNames.NoSignature, _, _, _) => (Bad, "A signature is missing or not valid."),
            (_, ReceiptProof.Broken(var reason), _, _) => (Bad, reason),
            (_, ReceiptProof.Unreadable, _, _) => (CannotTell, "The saved head is no receipt of the log."),
            (_, _, "altered", _) => (Bad, "The file was changed after it was issued."),
            _ when statement.IsBad() => (Bad, "The QR code in the file does not belong to this document."),
            (_, _, "no", _) => (CannotTell, "The saved head speaks of another file."),
            (_, _, _, "revoked" or "cancelled") => (Bad, "The document was revoked or cancelled."),
            ("TOTAL-PASSED", _, "yes", _) => (Good, null),
            _ => (CannotTell, "A signature can't be judged with what the file brings along."),
        };
        return report with { ExitCode = code, Why = why };
    }

    /// <summary>The worst of what the file's QR codes say.</summary>
    private static StatementVerdict StatementIn(PdfFile file, ReceiptProof.Proven proven)
    {
        var verdicts = QrInFile.TextsOf(file).Select(QrAddress.Parse).OfType<QrAddress>()
            .Select(a => StatementVerdicts.Of(
                Statement.Verify(a.Statement, proven.KeyOf), proven.Leaves[0].Number, proven.Statement)).ToList();
        return verdicts.Find(v => v.IsBad()) is var bad && bad.IsBad() ? bad : verdicts.FirstOrDefault();
    }

    /// <returns>Null where the text is no JWK set, or has no key.</returns>
    internal static Func<string, ECDsa?>? KeysIn(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SavedKeys>(text, Json) is { Keys: { Count: > 0 } keys }
                ? SavedKey.Of(keys)
                : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether the file, or a revision followed by nothing but proofs, is what was issued.</summary>
    private static string IssuedAs(PdfFile file, JudgedFile judged, IReadOnlyList<LogLeaf> leaves)
    {
        var logged = leaves.Where(l => l.Type is "issued" or "successor").Select(l => l.Sha256).ToHashSet();
        var revisions = judged.Digests.Revisions;
        for (var i = revisions.Count - 1; i >= 0; i--)
        {
            if (logged.Contains(revisions[i]))
            {
                return IssuanceMatch.IsOnlyExtended(file, judged.Changes, i) ? "yes" : "altered";
            }
        }

        return "no";
    }

    private static OfflineReport Unjudged(byte[] pdf, string why) => new(
        "REFUSED", [], [], Sha256Text.Of(pdf), "unknown", "unknown", "unknown", null, null, why);

    private static string NameOf(ReceiptProof proof) => proof switch
    {
        ReceiptProof.Proven => "proven",
        ReceiptProof.Broken => "broken",
        _ => "unreadable",
    };

    private static TrustList? ListOf(string pem)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(pem);
            return roots.Count == 0 ? null : new TrustList(1, DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
                [.. roots.Select(r => new TrustService(r.GetNameInfo(X509NameType.SimpleName, false),
                    [ServiceUse.Signing, ServiceUse.Timestamping], r,
                    [new ServiceStatus(true, r.NotBefore.ToUniversalTime())], null, null))]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
