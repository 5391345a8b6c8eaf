using System.Globalization;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// Keeps ledger and receipts in step with what is held for an order, in the transaction of the word that changed it:
/// money in = money receipted = ledger, always.
/// </summary>
internal static class PaymentBooks
{
    /// <summary>Writes down the difference between what was held before and what is held now, if any.</summary>
    internal static async Task BookAsync(
        JudicialDbContext database, PaymentOrder order, Money before, PaymentTaker by, CancellationToken cancellation)
    {
        if (order.Held == before)
        {
            return;
        }

        var standing = await database.Receipts
            .SingleOrDefaultAsync(r => r.OrderId == order.Id && r.CancelledAt == null, cancellation);
        var number = order.Held == Money.Zero ? null : await NextAsync(database, by.At, cancellation);
        foreach (var line in PaymentLines.For(order, before, standing, number, by))
        {
            database.PaymentEntries.Add(line.Entry);
            if (line.Issued is { } receipt)
            {
                database.Receipts.Add(receipt);
            }
        }

        order.ReceiptNumber = number ?? order.ReceiptNumber;
    }

    private static async Task<string> NextAsync(
        JudicialDbContext database, DateTimeOffset at, CancellationToken cancellation)
    {
        var year = at.DateInVietnam().Year;
        var series = string.Create(CultureInfo.InvariantCulture, $"receipt:{year}");
        var number = await database.NextAsync(series, cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"BL-{year}-{number:D7}");
    }
}

/// <summary>Who took or gave back the money, and when.</summary>
internal readonly record struct PaymentTaker(string Subject, DateTimeOffset At);

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
