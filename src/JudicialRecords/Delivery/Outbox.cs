using System.Text.Json;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// Every change of state and every announcement is told to the citizen. Its row, written in the transaction of the
/// change, asks for it; the messages are rows of their own until the channel has taken them.
/// </summary>
internal sealed class Outbox(
    JudicialDbContext database,
    DatabaseAddress address,
    MessageChannels channels,
    CivicSettings settings,
    TimeProvider clock
)
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Writes the messages for changes that nobody was told of yet.</summary>
    internal async Task<int> AddressAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var changes = await database
            .StateChanges.FromSqlRaw(
                address.SkipLocked("SELECT * FROM state_changes WHERE told_at IS NULL ORDER BY at LIMIT {0}"),
                AtOnce
            )
            .ToListAsync(cancellation);
        var announced = await database
            .Announcements.FromSqlRaw(
                address.SkipLocked("SELECT * FROM announcements WHERE told_at IS NULL ORDER BY at LIMIT {0}"),
                AtOnce
            )
            .ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        var declared = await DeclarationsOfAsync(
            [.. changes.Select(c => c.DossierId), .. announced.Select(a => a.DossierId)], cancellation);
        foreach (var change in changes)
        {
            Address(declared[change.DossierId], change.DossierId, change.Id, null);
            await TellApplicationAsync(change, cancellation);
            change.ToldAt = now;
        }

        foreach (var announcement in announced)
        {
            Address(declared[announcement.DossierId], announcement.DossierId, null, announcement.Id);
            announcement.ToldAt = now;
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        database.ChangeTracker.Clear();
        return changes.Count + announced.Count;
    }

    /// <summary>
    /// Who asked in the VNeID application follows the request there; from state 9 on the result itself says it. What
    /// was passed through in one moment is left out: the last word must be where the request is.
    /// </summary>
    private async Task TellApplicationAsync(StateChange change, CancellationToken cancellation)
    {
        if (change.To is not (DossierState.Done or DossierState.Returned)
            && await database.Dossiers.AnyAsync(
                d => d.Id == change.DossierId && d.Channel == Channel.VneidApplication
                    && d.State != DossierState.Done && d.State != DossierState.Returned
                    && !d.History.Any(c => c.At == change.At && c.From == change.To),
                cancellation))
        {
            database.ResultDeliveries.Add(new ResultDelivery
            {
                DossierId = change.DossierId,
                StateChangeId = change.Id,
                Target = ResultTarget.Vneid,
                Kind = ResultKind.State,
                CreatedAt = change.At,
            });
        }
    }

    /// <summary>One message a channel that the citizen can be reached by.</summary>
    private void Address(Declaration declaration, Guid dossierId, Guid? stateChangeId, Guid? announcementId)
    {
        foreach (var channel in ChannelsOf(declaration))
        {
            database.Messages.Add(
                new Message
                {
                    DossierId = dossierId,
                    StateChangeId = stateChangeId,
                    AnnouncementId = announcementId,
                    Channel = channel,
                    CreatedAt = clock.GetUtcNow(),
                }
            );
        }
    }

    /// <summary>Sends what is due. A message is leased first, so that a crash while sending only delays it.</summary>
    internal async Task<int> SendAsync(CancellationToken cancellation)
    {
        var due = await LeaseAsync(cancellation);
        var about = await ReadAsync(due, cancellation);
        foreach (var message in due)
        {
            if (await channels.SendAsync(about.Compose(message, settings.OwnAddress), cancellation))
            {
                message.SentAt = clock.GetUtcNow();
                message.RetryAt = null;
            }
            else
            {
                message.RetryAt = clock.GetUtcNow() + WaitAfter(message.Attempts);
            }

            message.Version++;
            await database.SaveChangesAsync(cancellation);
        }

        database.ChangeTracker.Clear();
        return due.Count;
    }

    /// <summary>An agency has no VNeID account.</summary>
    private static IEnumerable<MessageChannel> ChannelsOf(Declaration declaration)
    {
        if (declaration.Requester.Number.Length > 0)
        {
            yield return MessageChannel.VneidInbox;
        }

        yield return MessageChannel.Sms;
        if (declaration.Email is not null)
        {
            yield return MessageChannel.Email;
        }
    }

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(attempts, 12)));
        return wait < LongestWait ? wait : LongestWait;
    }

    private async Task<List<Message>> LeaseAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var due = await database
            .Messages.FromSqlRaw(
                address.SkipLocked(
                    "SELECT * FROM messages WHERE sent_at IS NULL AND (retry_at IS NULL OR retry_at <= {0}) "
                        + "ORDER BY created_at LIMIT {1}"
                ),
                now.UtcTicks,
                AtOnce
            )
            .ToListAsync(cancellation);
        foreach (var message in due)
        {
            message.Attempts++;
            message.RetryAt = now + Lease;
            message.Version++;
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return due;
    }

    /// <summary>What the messages of one round are about.</summary>
    private async Task<MessageSubjects> ReadAsync(List<Message> due, CancellationToken cancellation)
    {
        var dossiers = due.Select(m => m.DossierId).Distinct().ToList();
        var changes = due.Select(m => m.StateChangeId).OfType<Guid>().Distinct().ToList();
        var announced = due.Select(m => m.AnnouncementId).OfType<Guid>().Distinct().ToList();
        return new(
            await database.Dossiers.AsNoTracking().Where(d => dossiers.Contains(d.Id))
                .ToDictionaryAsync(d => d.Id, cancellation),
            await database.StateChanges.AsNoTracking().Where(c => changes.Contains(c.Id))
                .ToDictionaryAsync(c => c.Id, cancellation),
            announced.Count == 0 ? []
                : await database.Announcements.AsNoTracking().Where(a => announced.Contains(a.Id))
                    .ToDictionaryAsync(a => a.Id, cancellation));
    }

    private async Task<Dictionary<Guid, Declaration>> DeclarationsOfAsync(
        Guid[] dossiers, CancellationToken cancellation)
    {
        var rows = await database.Dossiers.AsNoTracking().Where(d => dossiers.Contains(d.Id))
            .Select(d => new { d.Id, d.DeclarationJson }).ToListAsync(cancellation);
        return rows.ToDictionary(d => d.Id, d => JsonSerializer.Deserialize<Declaration>(d.DeclarationJson)!);
    }
}
