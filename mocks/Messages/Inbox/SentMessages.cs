using System.Collections.Concurrent;

namespace Civic.Messages.Inbox;

/// <param name="Recipient">A phone number, an e-mail address or a VNeID inbox.</param>
internal sealed record SentMessage(string Channel, string Recipient, string? Subject, string Body, DateTimeOffset At);

/// <summary>Every message of this run, newest first; an idempotency key sends once.</summary>
internal sealed class SentMessages
{
    private readonly ConcurrentDictionary<string, SentMessage> _all = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> Keys => [.. _all.Keys];

    internal void Keep(string key, SentMessage message) => _all.TryAdd(key, message);

    internal IReadOnlyList<SentMessage> To(string recipient) =>
        [.. _all.Values.Where(m => m.Recipient == recipient).OrderByDescending(m => m.At)];
}
