using System.Globalization;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// Keeps ledger and receipts in step with what is held for an order, in the transaction of the word that changed it:
/// money in = money receipted = ledger, always. Each receipt, and each end of one, asks for its paper there too.
/// </summary>
internal sealed class PaymentBooks(JudicialDbContext database, PolicyPack pack)
{
    private readonly ReceiptRequest _papers = new(database, pack);

    /// <summary>Writes down the difference between what was held before and what is held now, if any.</summary>
    internal async Task BookAsync(
        Dossier dossier, PaymentOrder order, Money before, PaymentTaker by, CancellationToken cancellation)
    {
        if (order.Held == before)
        {
            return;
        }

        var standing = await database.Receipts
            .SingleOrDefaultAsync(r => r.OrderId == order.Id && r.CancelledAt == null, cancellation);
        var number = order.Held == Money.Zero ? null : await NextAsync("receipt", "BL", by.At, cancellation);
        foreach (var line in PaymentLines.For(order, before, standing, number, by))
        {
            database.PaymentEntries.Add(line.Entry);
            if (line.Issued is { } receipt)
            {
                database.Receipts.Add(receipt);
                _papers.Ask(dossier, order, receipt, by);
            }
        }

        order.ReceiptNumber = number ?? order.ReceiptNumber;
        if (standing is not null && await _papers.HasPaperAsync(standing, cancellation))
        {
            var notice = await NextAsync("receipt-cancelled", "HBL", by.At, cancellation);
            _papers.AskCancellation(dossier, order, standing, (notice, number), by);
        }
    }

    /// <summary>Two that book the same change wait here for each other; the later one then finds it done.</summary>
    private async Task<string> NextAsync(
        string series, string mark, DateTimeOffset at, CancellationToken cancellation)
    {
        var year = at.DateInVietnam().Year;
        var number = await database.NextAsync(
            string.Create(CultureInfo.InvariantCulture, $"{series}:{year}"), cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"{mark}-{year}-{number:D7}");
    }
}

/// <summary>Who took or gave back the money, and when.</summary>
/// <param name="Subject">A person's, or the name of a system.</param>
/// <param name="At">When.</param>
/// <param name="Name">Of the officer who had it in hand; null where no person had.</param>
internal readonly record struct PaymentTaker(string Subject, DateTimeOffset At, string? Name = null);

/// <summary>A line of the ledger with the receipt that is issued beside it.</summary>
internal readonly record struct PaymentLine(PaymentEntry Entry, Receipt? Issued);

/// <summary>What a change of the money held comes to, as a pure rule.</summary>
internal static class PaymentLines
{
    /// <summary>Cancels the receipt that stands and issues one for what is held now.</summary>
    internal static IEnumerable<PaymentLine> For(
        PaymentOrder order, Money before, Receipt? standing, string? number, PaymentTaker by)
    {
        if (standing is not null)
        {
            standing.CancelledAt = by.At;
            yield return new(Entry(order, Money.Zero - before, standing.Number, by.At), null);
        }

        if (order.Held > Money.Zero && number is not null)
        {
            yield return new(Entry(order, order.Held, number, by.At), new Receipt
            {
                Number = number,
                OrderId = order.Id,
                DossierId = order.DossierId,
                Amount = order.Held,
                Method = order.Method,
                IssuedAt = by.At,
                IssuedBy = by.Subject,
            });
        }
    }

    private static PaymentEntry Entry(PaymentOrder order, Money amount, string receipt, DateTimeOffset at) =>
        new()
        {
            OrderId = order.Id,
            DossierId = order.DossierId,
            At = at,
            Amount = amount,
            ReceiptNumber = receipt,
        };
}
