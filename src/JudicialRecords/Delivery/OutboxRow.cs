using Civic.JudicialRecords.Requests;

namespace Civic.JudicialRecords.Delivery;

/// <summary>One word on its way to somebody else: due until it is taken.</summary>
internal abstract class OutboxRow
{
    /// <summary>Longer than <see cref="Calls.Longest"/> and the last call: nobody else sends it meanwhile.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>A message's idempotency key at the channel; a later row's is the greater.</summary>
    public Guid Id { get; init; } = OrderedId.Next();

    public required Guid DossierId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not due before: it is in hand until then, or was not taken. Null for at once.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    public int Version { get; set; }

    /// <summary>What the other side said, where that is kept.</summary>
    internal virtual string? Answer => null;

    /// <param name="taken">Null where it was not tried after all.</param>
    /// <param name="now">After the call.</param>
    internal void Settle(bool? taken, DateTimeOffset now)
    {
        SentAt = taken is true ? now : null;
        RetryAt = taken is false ? now + WaitAfter(Attempts) : null;
        Attempts -= taken is null ? 1 : 0;
        Version++;
    }

    private static TimeSpan WaitAfter(int attempts)
    {
        var wait = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(attempts, 12)));
        return wait < LongestWait ? wait : LongestWait;
    }
}
