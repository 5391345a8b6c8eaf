using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Reports.Portal;

internal abstract record BeginResult
{
    internal sealed record Begun(Guid Id) : BeginResult;

    /// <summary>One at a time: that one is still comparing.</summary>
    internal sealed record UnderWay(Guid Id) : BeginResult;

    internal sealed record WrongDays : BeginResult;
}

/// <summary>
/// Begins a comparison: writes down which dossiers it is of. Those are all that changed in its days, and all that an
/// earlier one left open.
/// </summary>
internal sealed class BeginRun(JudicialDbContext database, ReconciliationOptions options, TimeProvider clock)
{
    /// <summary>Longer ones are asked for in parts.</summary>
    internal const int MostDays = 366;

    private const string Items = """
        INSERT INTO portal_findings (run_id, dossier_id, standing, attempts)
        SELECT {0}, changed.dossier_id, 0, 0 FROM (
            SELECT dossier_id FROM state_changes WHERE at >= {1} AND at < {2}
            UNION SELECT dossier_id FROM portal_findings WHERE standing > 0 AND repaired_at IS NULL) changed
        """;

    /// <summary>The night's run, once its hour has come: of all days since the last night's.</summary>
    /// <returns>Null where it is not due, or another replica began it.</returns>
    internal async Task<Guid?> NightAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var night = now.DateInVietnam();
        if (now.InVietnam().Hour < options.Hour
            || await database.PortalRuns.AnyAsync(r => r.Night >= night, cancellation))
        {
            return null;
        }

        var yesterday = night.AddDays(-1);
        var last = await database.PortalRuns.Where(r => r.Night != null).OrderByDescending(r => r.Night)
            .Select(r => (DateOnly?)r.To).FirstOrDefaultAsync(cancellation);
        var from = last is { } to && to < yesterday ? to.AddDays(1) : yesterday;
        if (from < night.AddDays(-MostDays))
        {
            from = night.AddDays(-MostDays);
        }

        try
        {
            return await WriteAsync(
                new() { From = from, To = yesterday, Night = night, BegunAt = now }, cancellation);
        }
        catch (DbUpdateException) when (database.PortalRuns.Any(r => r.Night == night))
        {
            // Two replicas at once: the unique index lets one through.
            database.ChangeTracker.Clear();
            return null;
        }
    }

    internal async Task<BeginResult> AskedAsync(
        DateOnly from, DateOnly to, string by, CancellationToken cancellation)
    {
        if (from > to || to > clock.TodayInVietnam() || to.DayNumber - from.DayNumber >= MostDays)
        {
            return new BeginResult.WrongDays();
        }

        var underWay = await database.PortalRuns.Where(r => r.FinishedAt == null).OrderBy(r => r.BegunAt)
            .Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellation);
        return underWay is { } id
            ? new BeginResult.UnderWay(id)
            : new BeginResult.Begun(await WriteAsync(
                new() { From = from, To = to, AskedBy = by, BegunAt = clock.GetUtcNow() }, cancellation));
    }

    private async Task<Guid> WriteAsync(PortalRun run, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        database.PortalRuns.Add(run);
        if (run.AskedBy is { } by)
        {
            database.Audit(clock, by, "reconciliation.begun", run.Id.ToString());
        }

        await database.SaveChangesAsync(cancellation);
        run.Total = await database.Database.ExecuteSqlRawAsync(
            Items,
            [run.Id, run.From.MidnightInVietnam().UtcTicks, run.To.AddDays(1).MidnightInVietnam().UtcTicks],
            cancellation);
        run.FinishedAt = run.Total == 0 ? clock.GetUtcNow() : null;
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        database.ChangeTracker.Clear();
        return run.Id;
    }
}
