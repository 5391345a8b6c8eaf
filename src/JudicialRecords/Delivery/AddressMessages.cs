using Civic.JudicialRecords.Decisions;
using Civic.JudicialRecords.Delivery.Results;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// Every change of state and every announcement is told to the citizen, each state to the national portal. Its row,
/// written in the transaction of the change, asks for it; the messages are rows of their own until the channel has
/// taken them.
/// </summary>
internal sealed class AddressMessages(JudicialDbContext database, DatabaseAddress address, TimeProvider clock)
{
    private const int AtOnce = 200;

    /// <summary>Writes the messages for changes that nobody was told of yet.</summary>
    /// <returns>Whether there may be more than one bite takes.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var changes = await database
            .StateChanges.FromSqlRaw(
                address.SkipLocked("SELECT * FROM state_changes WHERE told_at IS NULL ORDER BY at, id LIMIT {0}"),
                AtOnce
            )
            .ToListAsync(cancellation);
        var announced = await database
            .Announcements.FromSqlRaw(
                address.SkipLocked("SELECT * FROM announcements WHERE told_at IS NULL ORDER BY at, id LIMIT {0}"),
                AtOnce
            )
            .ToListAsync(cancellation);
        if (changes.Count + announced.Count > 0)
        {
            await AddressAsync(changes, announced, cancellation);
            await database.SaveChangesAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        database.ChangeTracker.Clear();
        return changes.Count == AtOnce || announced.Count == AtOnce;
    }

    private async Task AddressAsync(
        List<StateChange> changes, List<Announcement> announced, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var told = await ToldAsync(
            [.. changes.Select(c => c.DossierId), .. announced.Select(a => a.DossierId)], cancellation);
        foreach (var change in changes)
        {
            var about = told[change.DossierId];
            database.Messages.AddRange(about.Channels.Select(c => new Message
            {
                DossierId = change.DossierId,
                StateChangeId = change.Id,
                Channel = c,
                CreatedAt = now,
            }));
            database.ResultDeliveries.Add(Word(change, ResultTarget.NationalPortal));
            change.ToldAt = now;
        }

        foreach (var announcement in announced)
        {
            database.Messages.AddRange(told[announcement.DossierId].Channels.Select(c => new Message
            {
                DossierId = announcement.DossierId,
                AnnouncementId = announcement.Id,
                Channel = c,
                CreatedAt = now,
            }));
            announcement.ToldAt = now;
        }

        await TellApplicationAsync(changes.Where(c => told[c.DossierId].ByApplication), cancellation);
    }

    /// <summary>
    /// Who asked in the VNeID application follows the request there; from state 9 on the result itself says it. What
    /// was passed through in one moment is left out: the last word must be where the request is.
    /// </summary>
    private async Task TellApplicationAsync(IEnumerable<StateChange> changes, CancellationToken cancellation)
    {
        var told = changes.Where(c => c.To is not (DossierState.Done or DossierState.Returned)).ToList();
        if (told.Count == 0)
        {
            return;
        }

        var dossiers = told.Select(c => c.DossierId).Distinct().ToList();
        var left = (await database.StateChanges.AsNoTracking().Where(c => dossiers.Contains(c.DossierId))
                .Select(c => new { c.DossierId, c.At, c.From }).ToListAsync(cancellation))
            .Select(c => (c.DossierId, c.At, c.From)).ToHashSet();
        database.ResultDeliveries.AddRange(told.Where(c => !left.Contains((c.DossierId, c.At, c.To)))
            .Select(c => Word(c, ResultTarget.Vneid)));
    }

    private static ResultDelivery Word(StateChange change, ResultTarget target) => new()
    {
        DossierId = change.DossierId,
        StateChangeId = change.Id,
        Target = target,
        Kind = ResultKind.State,
        CreatedAt = change.At,
    };

    private async Task<Dictionary<Guid, Told>> ToldAsync(HashSet<Guid> dossiers, CancellationToken cancellation)
    {
        var rows = await database.Dossiers.AsNoTracking().Where(d => dossiers.Contains(d.Id))
            .Select(d => new { d.Id, d.DeclarationJson, d.Channel, d.State }).ToListAsync(cancellation);
        return rows.ToDictionary(d => d.Id, d => new Told(
            [.. ChannelsOf(DeclarationText.Read(d.DeclarationJson))],
            d.Channel == Channel.VneidApplication && d.State is not (DossierState.Done or DossierState.Returned)));
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

    /// <param name="Channels">That the citizen can be reached by.</param>
    /// <param name="ByApplication">Asked for in the VNeID application, and on the way.</param>
    private sealed record Told(IReadOnlyList<MessageChannel> Channels, bool ByApplication);
}
