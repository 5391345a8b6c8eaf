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
/// Every minute: asks the gateway about orders that are still open, gives back what is to be given back, closes
/// requests that stayed unpaid too long.
/// </summary>
internal sealed partial class PaymentWorker(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<PaymentWorker> logger
) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private const int AtOnce = 50;

    /// <summary>A gateway's page is long closed by then.</summary>
    private static readonly TimeSpan AskedFor = TimeSpan.FromDays(60);

    /// <summary>One round.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<JudicialDbContext>();
        var desk = scope.ServiceProvider.GetRequiredService<PaymentDesk>();
        var pack = scope.ServiceProvider.GetRequiredService<PolicyPack>();
        await ReconcileAsync(database, desk, cancellation);
        await AskRefundsAsync(database, pack, cancellation);
        await RefundAsync(database, scope.ServiceProvider.GetRequiredService<PaymentGateway>(), desk, cancellation);
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

    private async Task ReconcileAsync(JudicialDbContext database, PaymentDesk desk, CancellationToken cancellation)
    {
        // All of them: orders that nobody ever pays must not stand before one whose notification was lost.
        var since = clock.GetUtcNow() - AskedFor;
        var open = await database
            .PaymentOrders.AsNoTracking()
            .Where(o => o.PayUrl != null && o.Status == PaymentStatus.Created && o.CreatedAt > since)
            .OrderBy(o => o.CreatedAt)
            .Select(o => o.Id)
            .ToListAsync(cancellation);
        foreach (var order in open.Concat(await HeldToAskAsync(database, since, cancellation)))
        {
            await desk.ReconcileAsync(order, cancellation);
        }

        database.ChangeTracker.Clear();
    }

    /// <summary>Once a day for each order: whether the gateway still has what counts as paid.</summary>
    private async Task<List<Guid>> HeldToAskAsync(
        JudicialDbContext database,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var yesterday = now.AddDays(-1);
        var held = await database
            .PaymentOrders.Where(o =>
                o.PayUrl != null
                && (o.Status == PaymentStatus.Paid || o.Status == PaymentStatus.WrongAmount)
                && o.CreatedAt > since
                && (o.AskedAt ?? o.CreatedAt) < yesterday
            )
            .OrderBy(o => o.CreatedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        held.ForEach(o => o.AskedAt = now);
        await database.SaveChangesAsync(cancellation);
        database.ChangeTracker.Clear();
        return [.. held.Select(o => o.Id)];
    }

    /// <summary>The dossier's state says that money goes back; whoever set the state need not know of orders.</summary>
    private async Task AskRefundsAsync(JudicialDbContext database, PolicyPack pack, CancellationToken cancellation)
    {
        var closed = await (
            from order in database.PaymentOrders
            join dossier in database.Dossiers.Include(d => d.History) on order.DossierId equals dossier.Id
            where
                (order.Status == PaymentStatus.Paid || order.Status == PaymentStatus.WrongAmount)
                && (
                    dossier.State == DossierState.Rejected
                    || dossier.State == DossierState.Withdrawn
                    || (dossier.State == DossierState.Stopped && !dossier.IsOpen)
                    || (order.Status == PaymentStatus.WrongAmount && dossier.State != DossierState.PaymentAsked)
                )
            orderby order.CreatedAt
            select new { order, dossier }
        )
            .Take(AtOnce)
            .ToListAsync(cancellation);
        foreach (var (order, dossier) in closed.Select(c => (c.order, c.dossier)))
        {
            var processed =
                dossier.ReceivedAt is not null
                && await database.StateChanges.AnyAsync(
                    c => c.DossierId == dossier.Id && c.To == DossierState.InProgress,
                    cancellation
                );
            var limits = pack.Limits.On(dossier.SubmittedAt.DateInVietnam());
            if (PaymentRules.GoesBack(order, dossier, processed, limits.WithdrawalRefundedBeforeProcessing))
            {
                order.Status = PaymentStatus.RefundAsked;
                order.Version++;
                database.Audit(clock, "system", "payment.refund-asked", dossier.Code);
            }
        }

        await database.SaveChangesAsync(cancellation);
        database.ChangeTracker.Clear();
    }

    private static async Task RefundAsync(
        JudicialDbContext database,
        PaymentGateway gateway,
        PaymentDesk desk,
        CancellationToken cancellation
    )
    {
        var asked = await database
            .PaymentOrders.AsNoTracking()
            .Where(o => o.Status == PaymentStatus.RefundAsked && o.Method == PaymentMethod.Online)
            .OrderBy(o => o.CreatedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        foreach (var order in asked)
        {
            // Keyed by the order at the gateway: asked again it stays the same refund.
            if (
                await gateway.RefundAsync(order.Id.ToString(), order.Held, cancellation)
                is RefundOutcome.Refunded done
            )
            {
                await desk.ApplyAsync(done.State, cancellation);
            }
        }

        database.ChangeTracker.Clear();
    }

    private async Task CloseUnpaidAsync(JudicialDbContext database, PolicyPack pack, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var limit = now.AddDays(-pack.Limits.On(now.DateInVietnam()).UnpaidDays);
        var unpaid = await database
            .Dossiers.Where(d =>
                d.State == DossierState.PaymentAsked
                && d.History.Where(c => c.To == DossierState.PaymentAsked).Max(c => c.At) < limit
            )
            .OrderBy(d => d.SubmittedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        foreach (var dossier in unpaid)
        {
            dossier.MoveTo(DossierState.Stopped, now, "system", "Quá thời hạn thanh toán.", final: true);
            database.Audit(clock, "system", "dossier.closed-unpaid", dossier.Code);
        }

        await database.SaveChangesAsync(cancellation);
    }

    [LoggerMessage(LogLevel.Error, "A round of payment reconciliation failed; the next one tries again")]
    private static partial void LogRoundFailed(ILogger logger, Exception e);
}
