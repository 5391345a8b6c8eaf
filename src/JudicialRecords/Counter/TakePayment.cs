using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Counter;

/// <summary>Reception takes the fee in cash or sees the transfer, against a receipt: state 6 to 1.</summary>
internal static class TakePayment
{
    internal const string Action = "payment.taken";
    internal const string Cash = "cash";
    internal const string Transfer = "transfer";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/take-payment", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Reception);

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PaymentBooks books, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Action, (d, f) => DecideAsync(d, f, desk, books, cancellation), cancellation);

    private static async Task<Outcome> DecideAsync(
        Dossier dossier, StaffForm form, Desk desk, PaymentBooks books, CancellationToken cancellation)
    {
        if (dossier.State != DossierState.PaymentAsked)
        {
            return Refusals.NotThisStep;
        }

        if (form.Choice is not (Cash or Transfer))
        {
            return Refusals.ChoiceMissing;
        }

        if (form.Choice == Transfer && form.Reason.Length == 0)
        {
            return ReferenceMissing;
        }

        if (await desk.Database.PaymentOrders.AnyAsync(
            o => o.DossierId == dossier.Id && o.Status == PaymentStatus.WrongAmount, cancellation))
        {
            return MoneyAtGateway;
        }

        var by = new PaymentTaker(desk.Officer.Subject, desk.Now, desk.Officer.Name);
        var prepaid = await desk.Database.PaymentOrders.Where(
            o => o.DossierId == dossier.Id && o.Status == PaymentStatus.Paid).ToListAsync(cancellation);
        var order = PaymentRules.TakeAtCounter(
            dossier,
            form.Choice == Cash ? PaymentMethod.Cash : PaymentMethod.Transfer,
            form.Choice == Transfer ? form.Reason[..Math.Min(form.Reason.Length, 100)] : null,
            by,
            prepaid.Aggregate(Money.Zero, (sum, o) => sum + o.Amount));
        desk.Database.PaymentOrders.Add(order);
        await books.BookAsync(dossier, order, Money.Zero, by, cancellation);
        return new Outcome.Done(new($"Đã thu {order.Amount}, biên lai {order.ReceiptNumber}.",
            $"Took {order.Amount}, receipt {order.ReceiptNumber}."));
    }

    private static readonly Outcome.Refused ReferenceMissing = new("transfer-reference-missing", new(
        "Thu bằng chuyển khoản cần số tham chiếu của ngân hàng. Chưa có gì được ghi; hãy nhập rồi gửi lại.",
        "A transfer needs the bank's reference. Nothing was recorded; enter it and send again."));

    private static readonly Outcome.Refused MoneyAtGateway = new("money-at-gateway", new(
        "Cổng thanh toán đang giữ tiền của hồ sơ này (sai số tiền). Hãy để công dân hủy hồ sơ để được hoàn trước.",
        "The gateway holds a wrong amount for this request. Let the citizen cancel it and be refunded first."));
}

/// <summary>Money taken at the counter goes back by hand once the request has ended; its receipt ends.</summary>
internal static class GiveBackPayment
{
    internal const string Action = "payment.given-back";

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/give-back", HandleAsync).RequireAuthorization(Shared.SignIn.Policies.Reception);

    private static Task<IResult> HandleAsync(
        Guid id, StaffForm? form, Desk desk, PaymentBooks books, CancellationToken cancellation) =>
        desk.ActAsync(id, form, Action, (d, f) => DecideAsync(d, f, desk, books, cancellation), cancellation);

    private static async Task<Outcome> DecideAsync(
        Dossier dossier, StaffForm form, Desk desk, PaymentBooks books, CancellationToken cancellation)
    {
        var order = await desk.Database.PaymentOrders.FirstOrDefaultAsync(o =>
            o.DossierId == dossier.Id && o.Status == PaymentStatus.RefundAsked
            && (o.Method == PaymentMethod.Cash || o.Method == PaymentMethod.Transfer),
            cancellation);
        if (order is null)
        {
            return Refusals.NotThisStep;
        }

        if (!form.HasReason)
        {
            return Refusals.ReasonMissing;
        }

        var held = order.Held;
        PaymentRules.Apply(order, dossier, GatewayStatus.Refunded, held, desk.Now, Money.Zero);
        await books.BookAsync(
            dossier, order, held, new(desk.Officer.Subject, desk.Now, desk.Officer.Name), cancellation);
        return new Outcome.Done(new($"Đã hoàn {held}; biên lai {order.ReceiptNumber} được hủy.",
            $"Gave back {held}; receipt {order.ReceiptNumber} is cancelled."));
    }
}
