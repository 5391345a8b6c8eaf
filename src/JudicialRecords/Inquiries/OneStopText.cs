using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.AfterIssue;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>
/// A dossier in the members of the one-stop software (facts 6.6): what VNeID is told, and ThuHoiQuyetDinh where the
/// certificate was revoked or cancelled.
/// </summary>
internal sealed class OneStopText(JudicialDbContext database, ResultText text)
{
    internal const string Result = "ketQuaXuLy";

    /// <param name="dossier">With its history.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal async Task<JsonObject> OfAsync(Dossier dossier, CancellationToken cancellation)
    {
        if (dossier.State is not (DossierState.Done or DossierState.Returned))
        {
            return text.OfState(dossier, dossier.History.OrderBy(h => h.At).ThenBy(h => h.Id).Last());
        }

        var end = await database.Papers.AsNoTracking()
            .Where(p => p.DossierId == dossier.Id && p.IssuedAt != null
                && (p.Kind == PaperKind.Revocation || p.Kind == PaperKind.Cancellation))
            .OrderByDescending(p => p.IssuedAt).FirstOrDefaultAsync(cancellation);
        var told = await text.OfResultAsync(dossier, end?.Id, cancellation);
        if (end is not null)
        {
            // The decision's file stands once, with the decision.
            var result = told[Result]!.AsObject();
            var file = result["quyetDinhThuHoi"]!.ToString();
            result.Remove("quyetDinhThuHoi");
            told["ThuHoiQuyetDinh"] = new JsonObject
            {
                ["LyDoThuHoi"] = end.Reason,
                ["SoQuyetDinh"] = end.PrintedNumber,
                ["NgayQuyetDinh"] = end.IssueDate?.ToVietnamese(),
                ["TrichYeu"] = $"Về việc {DecisionText.Verb(end.Kind).ToLowerInvariant()} Phiếu lý lịch tư pháp",
                ["File"] = file,
            };
        }

        return told;
    }
}
