using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Certificates.Papers;

/// <summary>
/// Before the notice is made that cancels a receipt: a receipt without seal never gets one, and needs no notice; one
/// with a seal must stand in the issuance log before its status can change there. The receipt's worker enters it only
/// after its seal is committed on this row, so that nothing that was closed here is ever entered.
/// </summary>
internal sealed class CancelledReceipts(JudicialDbContext database, TimeProvider clock)
{
    internal const string Sealing = "receipt-being-sealed";

    /// <returns>Notices for which it is too early; their receipts are sealed and not entered yet.</returns>
    internal async Task<HashSet<Guid>> RunAsync(IReadOnlyCollection<Paper> papers, CancellationToken cancellation)
    {
        var notices = papers.Where(p => p.Kind == PaperKind.ReceiptCancellation
            && PaperTurns.Of(p) == PaperTurn.Rendering).ToList();
        if (notices.Count == 0)
        {
            return [];
        }

        var numbers = notices.Select(n => n.Wording).ToList();
        var receipts = await database.Papers.Where(p => numbers.Contains(p.AddressNumber))
            .ToDictionaryAsync(p => p.AddressNumber!, cancellation);
        var early = new HashSet<Guid>();
        foreach (var notice in notices)
        {
            var receipt = receipts[notice.Wording!];
            if (receipt is { SealedAt: null, ClosedAt: null })
            {
                Close(receipt);
            }

            if (receipt.ClosedAt is not null)
            {
                Close(notice);
            }
            else if (receipt.IssuedAt is null)
            {
                early.Add(notice.Id);
            }
        }

        return early;
    }

    private void Close(Paper paper)
    {
        paper.ClosedAt = clock.GetUtcNow();
        paper.Version++;
        database.Audit(clock, "system", "paper.closed", paper.AddressNumber!);
    }
}
