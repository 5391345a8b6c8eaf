using System.Text.Json;
using Civic.Signing.Statements;

namespace Civic.Signing.Issuance.Offline;

/// <summary>The answer of an offline check of a QR code alone.</summary>
/// <param name="Statement">agrees, differs, other-document, not-ours or unknown.</param>
/// <param name="Number">What it says; null where nobody of the log has signed it.</param>
/// <param name="Status">At the receipt's head; unknown without one.</param>
internal sealed record StatementReport(
    string Statement, string? Number, string? IssueDate, string? ContentDigest, string Status, string Why)
{
    /// <summary>0 good, 1 bad, 2 can't tell.</summary>
    internal int ExitCode { get; init; } = OfflineVerification.Bad;
}

/// <summary>
/// Checks what a QR code holds, its address with the signed statement, against a saved receipt, or against nothing but
/// the log's saved keys (/.well-known/civic-statement-jwks.json).
/// </summary>
internal static class StatementVerification
{
    internal static async Task<int> RunAsync(string address, string saved)
    {
        var report = Verify(address, await File.ReadAllTextAsync(saved));
        Console.WriteLine(JsonSerializer.Serialize(report, OfflineVerification.Json));
        return report.ExitCode;
    }

    internal static StatementReport Verify(string text, string saved)
    {
        if (QrAddress.Parse(text) is not { } address)
        {
            return CannotTell("This is no address of a QR code: it has no number or no statement after '#'.");
        }

        return ReceiptCheck.Check(saved).Proof switch
        {
            ReceiptProof.Proven proven => Against(address, proven),
            ReceiptProof.Broken(var why) => new StatementReport("unknown", null, null, null, "unknown", why),
            _ => OfflineVerification.KeysIn(saved) is { } keys
                ? Conclude(Statement.Verify(address.Statement, keys), address, null, "unknown")
                : CannotTell("The saved file is neither a receipt of the log nor its keys."),
        };
    }

    private static StatementReport Against(QrAddress address, ReceiptProof.Proven proven)
    {
        var statement = Statement.Verify(address.Statement, proven.KeyOf);
        var isItsOwn = statement?.Number == proven.Statement?.Number;
        return Conclude(statement, address, isItsOwn ? proven.Statement : null, isItsOwn ? proven.Status : "unknown");
    }

    private static StatementReport Conclude(
        Statement? statement, QrAddress address, Statement? issued, string status)
    {
        var verdict = StatementVerdicts.Of(statement, address.Number, issued);
        var (code, why) = (verdict, status) switch
        {
            (StatementVerdict.NotOurs, _) => (OfflineVerification.Bad, "No key of the log has signed this statement."),
            (StatementVerdict.OtherDocument, _) =>
                (OfflineVerification.Bad, "The statement was signed for another document than the address names."),
            (StatementVerdict.Differs, _) =>
                (OfflineVerification.Bad, "The statement is not what the log says of the document."),
            (StatementVerdict.Agrees, "revoked" or "cancelled") =>
                (OfflineVerification.Bad, "The document was revoked or cancelled."),
            (StatementVerdict.Agrees, _) => (OfflineVerification.Good, "The statement is what the log says."),
            _ => (OfflineVerification.Good, "The statement is genuine; whether the document stands, only its receipt "
                + "or the verification page can say."),
        };
        return new StatementReport(verdict.Name(), statement?.Number, statement?.IssueDate, statement?.ContentDigest,
            status, why)
        {
            ExitCode = code,
        };
    }

    private static StatementReport CannotTell(string why) => new("unknown", null, null, null, "unknown", why)
    {
        ExitCode = OfflineVerification.CannotTell,
    };
}
