using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Delivery;

/// <summary>Sends what is due by one channel; a broken one holds up no other.</summary>
internal sealed class SendMessages(
    JudicialDbContext database, Outbox outbox, MessageChannels channels, CivicSettings settings)
{
    private const int AtOnce = 200;

    private static readonly string Due = $$"""
        SELECT id FROM messages
        WHERE sent_at IS NULL AND channel = {1} AND COALESCE(retry_at, created_at) <= {0}
        ORDER BY COALESCE(retry_at, created_at), id LIMIT {{AtOnce}}
        """;

    /// <returns>Whether to go on at once: more was due than one bite takes.</returns>
    internal async Task<bool> RunAsync(MessageChannel channel, CancellationToken cancellation)
    {
        var due = await outbox.LeaseAsync<Message>(Due, (int)channel, cancellation);
        if (due.Count == 0)
        {
            return false;
        }

        var about = await ReadAsync(due, cancellation);
        var lists = new MessageLists(due, about.At, m => about.Compose(m, settings.OwnAddress), channels);
        var answers = await outbox.SendAsync(due, lists.Lines, lists.SendAsync, cancellation);
        return answers && due.Count == AtOnce;
    }

    /// <summary>What the messages of one bite are about.</summary>
    private async Task<MessageSubjects> ReadAsync(List<Message> due, CancellationToken cancellation)
    {
        var dossiers = due.Select(m => m.DossierId).ToHashSet();
        var changes = due.Select(m => m.StateChangeId).OfType<Guid>().ToHashSet();
        var announced = due.Select(m => m.AnnouncementId).OfType<Guid>().ToHashSet();
        return new(
            await database.Dossiers.AsNoTracking().Where(d => dossiers.Contains(d.Id))
                .Select(d => new { d.Id, Addressee = new Addressee(d.Code, d.DeclarationJson) })
                .ToDictionaryAsync(d => d.Id, d => d.Addressee, cancellation),
            await database.StateChanges.AsNoTracking().Where(c => changes.Contains(c.Id))
                .ToDictionaryAsync(c => c.Id, cancellation),
            announced.Count == 0 ? []
                : await database.Announcements.AsNoTracking().Where(a => announced.Contains(a.Id))
                    .ToDictionaryAsync(a => a.Id, cancellation));
    }
}
