using Civic.Documents.Reading;
using Civic.Signing.Issuance;
using Civic.Signing.Statements.Qr;
using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Signing.Statements;

/// <summary>Judges statements by the published keys and the issuance log of this service.</summary>
internal static class StatementJudge
{
    internal static async Task<StatementVerdict> JudgeAsync(
        SigningDatabase database, string? jws, string? number, CancellationToken cancellation)
    {
        var keys = PublishedKeys.Of(await database.StatementKeys.AsNoTracking().ToListAsync(cancellation));
        if (Statement.Verify(jws, keys) is not { } statement)
        {
            return StatementVerdict.NotOurs;
        }

        var document = await database.Issuances.AsNoTracking()
            .SingleOrDefaultAsync(i => i.Number == statement.Number, cancellation);
        return StatementVerdicts.Of(statement, number, document is null ? null : Of(document));
    }

    /// <summary>The worst of what the QR codes in a file say.</summary>
    /// <param name="number">Under which the file was issued; null where it was not.</param>
    internal static async Task<StatementVerdict> JudgeAsync(
        SigningDatabase database, PdfFile file, string? number, CancellationToken cancellation)
    {
        var worst = StatementVerdict.None;
        foreach (var address in QrInFile.TextsOf(file).Select(QrAddress.Parse).OfType<QrAddress>())
        {
            var verdict = await JudgeAsync(database, address.Statement, number ?? address.Number, cancellation);
            worst = verdict.IsBad() || worst == StatementVerdict.None ? verdict : worst;
        }

        return worst;
    }

    private static Statement Of(IssuedDocument document) =>
        new(document.Number, Statement.DateText(document.IssueDate), document.ContentDigest);
}
