using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// Where the citizen pays: leads to the gateway's page and applies what the gateway says, each in one transaction.
/// </summary>
internal sealed class PaymentDesk(
    JudicialDbContext database,
    PaymentBooks books,
    PaymentGateway gateway,
    CivicSettings settings,
    TimeProvider clock
)
{
    /// <summary>The gateway's page for what is owed; an order that can't be paid is followed by a new one.</summary>
    internal async Task<PayPage> OpenPageAsync(string code, string subject, CancellationToken cancellation)
    {
        var dossier = await database.Dossiers.SingleOrDefaultAsync(
            d => d.Code == code && d.RequesterSubject == subject,
            cancellation
        );
        if (dossier is null)
        {
            return new PayPage.NothingDue();
        }

        var orders = await database.PaymentOrders.Where(o => o.DossierId == dossier.Id).ToListAsync(cancellation);
        if (!PaymentRules.MayPay(dossier, orders))
        {
            return new PayPage.NothingDue();
        }

        var order = PaymentRules.Payable(dossier, orders);
        if (order is null)
        {
            var paid = dossier.FeeCitizen - PaymentRules.Missing(dossier, orders);
            order = PaymentOrders.Open(database, dossier, clock.GetUtcNow(), paid);
            database.Audit(clock, subject, "payment.ordered", code);
            await database.SaveChangesAsync(cancellation);
        }

        return await CreateAtGatewayAsync(order, code, cancellation);
    }

    /// <summary>Applies a notice of the gateway and keeps it with its effect, whatever that is.</summary>
    internal async Task<string> ApplyAsync(GatewayState said, CancellationToken cancellation)
    {
        const int Attempts = 4;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ApplyOnceAsync(said, cancellation);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody else moved the order or the dossier: what the notice does is judged anew.
                database.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>
    /// Keeps that somebody claimed a payment without the gateway's signature. Anyone may send such claims, so only
    /// those about an order that stands are kept, and only so many.
    /// </summary>
    internal async Task KeepForgedAsync(GatewayState claimed, CancellationToken cancellation)
    {
        const int AtMost = 20;
        if (
            !Guid.TryParse(claimed.OrderId, out var id)
            || !await database.PaymentOrders.AnyAsync(o => o.Id == id, cancellation)
            || await database.PaymentNotices.CountAsync(
                n => n.OrderId == id && n.Effect == Effects.BadSignature,
                cancellation
            ) >= AtMost
        )
        {
            return;
        }

        Keep(id, claimed, Effects.BadSignature, clock.GetUtcNow());
        database.Audit(clock, "unknown", "payment.notified", id.ToString(), Effects.BadSignature);
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Asks the gateway what became of an order, for a notification that has not come (yet).</summary>
    internal async Task ReconcileAsync(Guid orderId, CancellationToken cancellation)
    {
        var order = await database.PaymentOrders.AsNoTracking().SingleAsync(o => o.Id == orderId, cancellation);
        var answer = await gateway.QueryAsync(order.GatewayOrderId, cancellation);
        // A notification that came meanwhile is the better word: it is signed.
        if (
            answer is OrderQuery.Found { State: var state }
            && await IsNewsAsync(orderId, state.Status, cancellation)
        )
        {
            // Of money paid beforehand this may be a part.
            var said = order.Method == PaymentMethod.Vneid
                ? state with { OrderId = orderId.ToString(), Amount = order.Amount }
                : state;
            await ApplyAsync(said, cancellation);
        }
    }

    /// <summary>
    /// The person is back from the gateway: its notification is usually there or about to be; where it is not, the
    /// gateway is asked.
    /// </summary>
    internal async Task ReturnAsync(Guid dossierId, CancellationToken cancellation)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        var orders = await OpenOrdersAsync(dossierId, cancellation);
        for (var i = 0; i < 10 && orders.Count > 0; i++)
        {
            await Task.Delay(pause, clock, cancellation);
            orders = await OpenOrdersAsync(dossierId, cancellation);
        }

        foreach (var order in orders)
        {
            await ReconcileAsync(order, cancellation);
        }
    }

    private Task<List<Guid>> OpenOrdersAsync(Guid dossierId, CancellationToken cancellation) =>
        database
            .PaymentOrders.AsNoTracking()
            .Where(o => o.DossierId == dossierId && o.Status == PaymentStatus.Created && o.PayUrl != null)
            .Select(o => o.Id)
            .ToListAsync(cancellation);

    private async Task<bool> IsNewsAsync(Guid orderId, GatewayStatus said, CancellationToken cancellation) =>
        await database.PaymentOrders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == orderId, cancellation)
            is { } order
        && PaymentRules.IsNews(order, said);

    private async Task<PayPage> CreateAtGatewayAsync(PaymentOrder order, string code, CancellationToken cancellation)
    {
        if (order.PayUrl is null)
        {
            var answer = await gateway.CreateAsync(
                new GatewayOrder(
                    order.Id.ToString(),
                    order.Amount,
                    $"Phí lý lịch tư pháp, hồ sơ {code}",
                    $"{settings.OwnAddress}/requests/{code}/paid",
                    $"{settings.OwnAddress}/payments/notifications"
                ),
                cancellation
            );
            if (answer is not OrderCreation.Created created)
            {
                return new PayPage.GatewayDown();
            }

            (order.GatewayPaymentId, order.PayUrl) = (created.PaymentId, created.PayUrl.AbsoluteUri);
            order.Version++;
            await database.SaveChangesAsync(cancellation);
        }

        return new PayPage.At(order.PayUrl);
    }

    private async Task<string> ApplyOnceAsync(GatewayState said, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var order = Guid.TryParse(said.OrderId, out var id)
            ? await database.PaymentOrders.SingleOrDefaultAsync(o => o.Id == id, cancellation)
            : null;
        if (order is null)
        {
            // Signed by the gateway, so its orders and ours disagree: somebody has to look.
            Keep(id, said, Effects.UnknownOrder, now);
            database.Audit(
                clock,
                PaymentRules.Gateway,
                "payment.notified",
                "unknown",
                Effects.UnknownOrder,
                new Dictionary<string, string> { ["said"] = said.Status.ToString() }
            );
            await database.SaveChangesAsync(cancellation);
            return Effects.UnknownOrder;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var dossier = await database.Dossiers.SingleAsync(d => d.Id == order.DossierId, cancellation);
        var orders = await database.PaymentOrders.Where(o => o.DossierId == dossier.Id).ToListAsync(cancellation);
        var (held, missing) = (order.Held, PaymentRules.Missing(dossier, orders));
        var effect = PaymentRules.Apply(order, dossier, said.Status, said.Amount, now, missing);
        await books.BookAsync(dossier, order, held, new(PaymentRules.Gateway, now), cancellation);

        Keep(order.Id, said, effect, now);
        database.Audit(
            clock,
            PaymentRules.Gateway,
            "payment.notified",
            dossier.Code,
            effect,
            new Dictionary<string, string> { ["said"] = said.Status.ToString(), ["order"] = order.Id.ToString() }
        );
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return effect;
    }

    private void Keep(Guid orderId, GatewayState said, string effect, DateTimeOffset now) =>
        database.PaymentNotices.Add(
            new PaymentNotice
            {
                OrderId = orderId,
                At = now,
                Status = said.Status.ToString(),
                Amount = said.Amount,
                Effect = effect,
            }
        );
}

internal abstract record PayPage
{
    private PayPage() { }

    internal sealed record At(string Address) : PayPage;

    internal sealed record NothingDue : PayPage;

    internal sealed record GatewayDown : PayPage;
}
