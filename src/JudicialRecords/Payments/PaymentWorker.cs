using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// Every minute: asks the gateway about orders that are still open, now and then about those that were paid or have
/// ended, gives back what is to be given back, closes requests that stayed unpaid too long.
/// </summary>
internal sealed partial class PaymentWorker(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<PaymentWorker> logger
) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private const int AtOnce = 50;

    private static readonly PaymentStatus[] Holding = [PaymentStatus.Paid, PaymentStatus.WrongAmount];
    private static readonly PaymentStatus[] Ended = [PaymentStatus.Cancelled, PaymentStatus.Failed];

    /// <summary>One round.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<JudicialDbContext>();
        var desk = scope.ServiceProvider.GetRequiredService<PaymentDesk>();
        var pack = scope.ServiceProvider.GetRequiredService<PolicyPack>();
        await ReconcileAsync(database, desk, pack, cancellation);
        await AskRefundsAsync(database, pack, cancellation);
        var gateway = scope.ServiceProvider.GetRequiredService<PaymentGateway>();
        await RefundAsync(database, gateway, desk, clock.GetUtcNow(), cancellation);
        await CloseUnpaidAsync(database, pack, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, e);
            }
        }
    }

    private async Task ReconcileAsync(
        JudicialDbContext database, PaymentDesk desk, PolicyPack pack, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var since = now.AddDays(-pack.Limits.On(now.DateInVietnam()).PaymentAskedDays);
        // All of them: orders that nobody ever pays must not stand before one whose notification was lost.
        var open = await database
            .PaymentOrders.AsNoTracking()
            .Where(o => o.PayUrl != null && o.Status == PaymentStatus.Created && o.CreatedAt > since)
            .OrderBy(o => o.CreatedAt)
            .Select(o => o.Id)
            .ToListAsync(cancellation);
        // Once a day, whether the gateway still has what counts as paid; once an hour, whether it took money after all.
        var held = await AskedBeforeAsync(database, Holding, (since, now.AddDays(-1), now), cancellation);
        var ended = await AskedBeforeAsync(database, Ended, (since, now.AddHours(-1), now), cancellation);
        foreach (var order in (List<Guid>)[.. open, .. held, .. ended])
        {
            await desk.ReconcileAsync(order, cancellation);
        }

        database.ChangeTracker.Clear();
    }

    /// <summary>Those at the gateway whose turn it is to be asked about, the longest waiting first.</summary>
    private static async Task<List<Guid>> AskedBeforeAsync(
        JudicialDbContext database,
        PaymentStatus[] statuses,
        (DateTimeOffset Since, DateTimeOffset Before, DateTimeOffset Now) times,
        CancellationToken cancellation
    )
    {
        var (since, before, now) = times;
        var turn = await database
            .PaymentOrders.Where(o =>
                (o.PayUrl != null || o.Method == PaymentMethod.Vneid)
                && statuses.Contains(o.Status)
                && o.CreatedAt > since
                && (o.AskedAt ?? o.CreatedAt) < before
            )
            .OrderBy(o => o.AskedAt ?? o.CreatedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        turn.ForEach(o => o.AskedAt = now);
        await database.SaveChangesAsync(cancellation);
        database.ChangeTracker.Clear();
        return [.. turn.Select(o => o.Id)];
    }

    /// <summary>
    /// The dossier's state says that money goes back; whoever set the state need not know of orders. What is kept is
    /// marked and not looked at again: a request that is over does not change.
    /// </summary>
    private async Task AskRefundsAsync(JudicialDbContext database, PolicyPack pack, CancellationToken cancellation)
    {
        int seen;
        do
        {
            var closed = await Undecided(database).Take(AtOnce).ToListAsync(cancellation);
            foreach (var (order, dossier, processed) in closed)
            {
                var rule = pack.Refunds.On(dossier.SubmittedAt.DateInVietnam());
                if (PaymentRules.GoesBack(order, dossier, processed, rule))
                {
                    order.Status = PaymentStatus.RefundAsked;
                    order.Version++;
                    database.Audit(clock, "system", "payment.refund-asked", dossier.Code);
                }
                else
                {
                    order.KeptAt = clock.GetUtcNow();
                }
            }

            await database.SaveChangesAsync(cancellation);
            database.ChangeTracker.Clear();
            seen = closed.Count;
        }
        while (seen == AtOnce);
    }

    /// <summary>
    /// Money held for requests that are over, or in a wrong amount for one that no longer waits for it, and whether
    /// work had begun; the oldest first.
    /// </summary>
    private static IQueryable<ClosedOrder> Undecided(JudicialDbContext database) =>
        from order in database.PaymentOrders
        join dossier in database.Dossiers on order.DossierId equals dossier.Id
        where
            order.KeptAt == null
            && (order.Status == PaymentStatus.Paid || order.Status == PaymentStatus.WrongAmount)
            && (
                !dossier.IsOpen
                || (order.Status == PaymentStatus.WrongAmount && dossier.State != DossierState.PaymentAsked)
            )
        orderby order.CreatedAt, order.Id
        select new ClosedOrder(
            order,
            dossier,
            dossier.ReceivedAt != null
                && database.StateChanges.Any(c => c.DossierId == dossier.Id && c.To == DossierState.InProgress)
        );

    private static async Task RefundAsync(
        JudicialDbContext database,
        PaymentGateway gateway,
        PaymentDesk desk,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var asked = await database
            .PaymentOrders.AsNoTracking()
            .Where(o => o.Status == PaymentStatus.RefundAsked
                && (o.Method == PaymentMethod.Online || o.Method == PaymentMethod.Vneid))
            .OrderBy(o => o.AskedAt ?? o.CreatedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        var ids = asked.Select(o => o.Id).ToList();
        // Whoever was asked longest ago comes first: refunds that the gateway refuses do not stand before others.
        await database.PaymentOrders.Where(o => ids.Contains(o.Id))
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.AskedAt, now), cancellation);
        foreach (var order in asked)
        {
            // Keyed by our order's id: asked again it stays the same refund.
            var part = new GatewayRefund(order.GatewayOrderId, order.Id.ToString(), order.Held);
            if (await gateway.RefundAsync(part, cancellation) is RefundOutcome.Refunded done)
            {
                await desk.ApplyAsync(done.State with { OrderId = order.Id.ToString() }, cancellation);
            }
        }

        database.ChangeTracker.Clear();
    }

    private async Task CloseUnpaidAsync(JudicialDbContext database, PolicyPack pack, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var limit = now.AddDays(-pack.Limits.On(now.DateInVietnam()).UnpaidDays);
        var unpaid = await database.Dossiers.WaitingSinceAsync(DossierState.PaymentAsked, limit, cancellation);
        foreach (var dossier in unpaid)
        {
            dossier.Must(DossierEvent.ClosedUnpaid, new("system", now, "Quá thời hạn thanh toán."));
            database.Audit(clock, "system", "dossier.closed-unpaid", dossier.Code);
        }

        await database.SaveChangesAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Error, "A round of payment reconciliation failed; the next one tries again")]
    private static partial void LogRoundFailed(ILogger logger, Exception e);

    /// <param name="Processed">Whether work on the request had begun.</param>
    private sealed record ClosedOrder(PaymentOrder Order, Dossier Dossier, bool Processed);
}
