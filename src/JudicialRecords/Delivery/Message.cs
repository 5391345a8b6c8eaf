namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// One message about a change of state or an announcement by one channel: a row of the outbox until it is sent.
/// </summary>
internal sealed class Message
{
    /// <summary>Also the idempotency key at the channel: sending twice is sending once.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DossierId { get; init; }

    public Guid? StateChangeId { get; init; }

    public Guid? AnnouncementId { get; init; }

    public required MessageChannel Channel { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? RetryAt { get; set; }

    public int Version { get; set; }
}

internal enum MessageChannel
{
    VneidInbox = 1,
    Sms = 2,
    Email = 3,
}
