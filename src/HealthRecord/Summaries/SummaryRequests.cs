using System.Security.Cryptography;
using Civic.HealthRecord.Access;
using Civic.HealthRecord.Storage;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.HealthRecord.Summaries;

/// <summary>A summary as its page lists it, without the bytes.</summary>
internal sealed record SummaryLine(
    string Number,
    SummaryState State,
    DateTimeOffset RequestedAt,
    DateTimeOffset? ReadyAt,
    string? Trouble
);

/// <summary>Asking for a summary, the list of one's own, and fetching one.</summary>
internal sealed class SummaryRequests(
    HealthDatabase database, CurrentPerson person, Deeds deeds, TimeProvider clock, SummarySignal signal)
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <returns>
    /// Its number; the one still in the making where there is one, so that two clicks make one summary. What somebody
    /// else asked for is another: each names who did.
    /// </returns>
    internal async Task<string> RequestAsync(RecordOwner owner, CancellationToken cancellation)
    {
        var by = person.Representative;
        var requester = by?.Subject;
        var open = await database
            .Summaries.AsNoTracking()
            .Where(s => s.OwnerId == owner.Id && s.State != SummaryState.Ready && s.RequestedBy == requester)
            .Select(s => s.Number)
            .FirstOrDefaultAsync(cancellation);
        if (open is not null)
        {
            return open;
        }

        var now = clock.GetUtcNow();
        var summary = new SignedSummary
        {
            Number = $"SK-{now.DateInVietnam():yyyyMMdd}-{RandomNumberGenerator.GetString(Letters, 8)}",
            OwnerId = owner.Id,
            RequestedBy = requester,
            RequestedAs = by?.Relation,
            RequesterName = by is null ? null : await NameOfAsync(by, cancellation),
            RequestedAt = now,
            NextTryAt = now,
        };
        database.Summaries.Add(summary);
        deeds.Write(owner, "summary.requested", summary.Number);
        await database.SaveChangesAsync(cancellation);
        signal.Wake();
        return summary.Number;
    }

    private Task<string?> NameOfAsync(Representative by, CancellationToken cancellation) => database
        .Owners.AsNoTracking()
        .Where(o => o.Subject == by.Subject)
        .Select(o => o.Name)
        .FirstOrDefaultAsync(cancellation);

    internal Task<List<SummaryLine>> OfAsync(RecordOwner owner, CancellationToken cancellation) =>
        database
            .Summaries.AsNoTracking()
            .Where(s => s.OwnerId == owner.Id)
            .OrderByDescending(s => s.RequestedAt)
            .Take(20)
            .Select(s => new SummaryLine(s.Number, s.State, s.RequestedAt, s.ReadyAt, s.Trouble))
            .ToListAsync(cancellation);

    /// <returns>
    /// The receipt of the issuance log as it was at the entry, or null where the summary is not this person's or not
    /// ready; empty where none was kept.
    /// </returns>
    internal async Task<byte[]?> ReceiptAsync(RecordOwner owner, string number, CancellationToken cancellation)
    {
        var kept = await database.Summaries.AsNoTracking()
            .Where(s => s.Number == number && s.OwnerId == owner.Id && s.State == SummaryState.Ready)
            .Select(s => new { s.Receipt }).FirstOrDefaultAsync(cancellation);
        if (kept is null)
        {
            return null;
        }

        deeds.Write(owner, "summary.receipt-downloaded", number);
        await database.SaveChangesAsync(cancellation);
        return kept.Receipt ?? [];
    }

    /// <returns>
    /// The signed file, or null where it is not this person's or not ready; the download is written down first.
    /// </returns>
    internal async Task<byte[]?> DownloadAsync(RecordOwner owner, string number, CancellationToken cancellation)
    {
        var file = await database
            .Summaries.AsNoTracking()
            .Where(s => s.Number == number && s.OwnerId == owner.Id && s.State == SummaryState.Ready)
            .Select(s => s.Sealed)
            .FirstOrDefaultAsync(cancellation);
        if (file is not null)
        {
            deeds.Write(owner, "summary.downloaded", number);
            await database.SaveChangesAsync(cancellation);
        }

        return file;
    }
}

/// <summary>Wakes the worker at once when there is something to do.</summary>
internal sealed class SummarySignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    internal void Wake()
    {
        lock (_signal)
        {
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }

    internal Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation) =>
        _signal.WaitAsync(atMost, cancellation);

    public void Dispose() => _signal.Dispose();
}
