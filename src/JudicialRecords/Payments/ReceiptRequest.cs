using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Payments;

/// <summary>Asks for the papers of what the books say, in the transaction that books it; only rows are added.</summary>
internal sealed class ReceiptRequest(JudicialDbContext database, PolicyPack pack)
{
    internal void Ask(Dossier dossier, PaymentOrder order, Receipt receipt, PaymentTaker by) =>
        PaperRequest.Ask(
            database, dossier, PaperKind.Receipt, PaperNumber.OfBooks(receipt.Number),
            AuthorOf(by, order.Method, "Người thu tiền"),
            head => ReceiptPapers.Receipt(head, dossier, order, receipt), pack);

    /// <summary>Receipts of an earlier version have no paper.</summary>
    internal Task<bool> HasPaperAsync(Receipt receipt, CancellationToken cancellation) =>
        database.Papers.AnyAsync(p => p.AddressNumber == receipt.Number, cancellation);

    /// <param name="dossier">For which the money was taken.</param>
    /// <param name="order">With what is held for it from now on.</param>
    /// <param name="receipt">The one that ends.</param>
    /// <param name="change">Number of the notice, and of the receipt that takes its place.</param>
    /// <param name="by">Whose word changed it.</param>
    internal void AskCancellation(
        Dossier dossier, PaymentOrder order, Receipt receipt, (string Notice, string? Anew) change, PaymentTaker by) =>
        PaperRequest.Ask(
            database, dossier, PaperKind.ReceiptCancellation, PaperNumber.OfBooks(change.Notice),
            AuthorOf(by, order.Method, "Người lập thông báo"),
            head => ReceiptPapers.Cancellation(head, dossier, receipt, (order.Held, change.Anew)), pack,
            receipt.Number);

    private PaperAuthor AuthorOf(PaymentTaker by, PaymentMethod method, string titleOfPerson)
    {
        var authority = pack.Authorities.On(by.At.DateInVietnam()).Name.Vi;
        return by.Name is { } name
            ? new(by.Subject, name, titleOfPerson, by.At)
            : new(by.Subject, authority, method is PaymentMethod.Online or PaymentMethod.Vneid
                ? "Tổ chức thu phí (thu trực tuyến)" : "Tổ chức thu phí", by.At);
    }
}
