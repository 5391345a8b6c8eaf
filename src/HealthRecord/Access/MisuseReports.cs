using Civic.HealthRecord.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.HealthRecord.Access;

/// <summary>The owner told the bridge that somebody else used their account.</summary>
internal sealed class MisuseReport
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid OwnerId { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>When the owner said that they have looked; however long the account was closed until then.</summary>
    public DateTimeOffset? ReviewedAt { get; set; }
}

/// <summary>
/// What the owner is asked to look at again: permissions that somebody else may have given in their name.
/// </summary>
/// <param name="ReportedAt">When they reported it.</param>
/// <param name="Doubtful">
/// Given within the month before it, or since; for themselves, and for children in their name.
/// </param>
internal sealed record MisuseReview(DateTimeOffset ReportedAt, IReadOnlyList<Consent> Doubtful);

internal static class MisuseReports
{
    /// <summary>How long before the report a permission is doubtful.</summary>
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Part of the transaction in which the event is acknowledged.</summary>
    internal static async Task HandleAsync(
        IServiceProvider services, ReceivedEvent what, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<HealthDatabase>();
        if (what.IsMisuse && await database.Owners.AsNoTracking()
            .FirstOrDefaultAsync(o => o.Subject == what.Subject, cancellation) is { } owner)
        {
            database.MisuseReports.Add(new MisuseReport { OwnerId = owner.Id, ReportedAt = what.At });
        }
    }

    /// <summary>Null where the owner has nothing to look at.</summary>
    internal static async Task<MisuseReview?> ReviewAsync(
        HealthDatabase database, RecordOwner owner, CancellationToken cancellation)
    {
        var first = await Open(database, owner).AsNoTracking().OrderBy(r => r.ReportedAt)
            .FirstOrDefaultAsync(cancellation);
        if (first is null)
        {
            return null;
        }

        var from = first.ReportedAt - Month;
        return new MisuseReview(first.ReportedAt, await database.Consents.AsNoTracking()
            .Where(c => (c.OwnerId == owner.Id || c.GivenBy == owner.Subject) && c.GivenAt >= from)
            .OrderByDescending(c => c.GivenAt).ToListAsync(cancellation));
    }

    /// <summary>The owner has looked.</summary>
    internal static async Task CloseAsync(
        HealthDatabase database, RecordOwner owner, TimeProvider clock, CancellationToken cancellation)
    {
        foreach (var report in await Open(database, owner).ToListAsync(cancellation))
        {
            report.ReviewedAt = clock.GetUtcNow();
            database.Audit(clock, owner.Subject, "misuse.reviewed", owner.Subject);
        }

        await database.SaveChangesAsync(cancellation);
    }

    private static IQueryable<MisuseReport> Open(HealthDatabase database, RecordOwner owner) =>
        database.MisuseReports.Where(r => r.OwnerId == owner.Id && r.ReviewedAt == null);
}
