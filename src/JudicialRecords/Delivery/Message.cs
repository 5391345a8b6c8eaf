namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// One message about a change of state or an announcement by one channel: a row of the outbox until it is sent.
/// </summary>
internal sealed class Message : OutboxRow
{
    public Guid? StateChangeId { get; init; }

    public Guid? AnnouncementId { get; init; }

    public required MessageChannel Channel { get; init; }
}

internal enum MessageChannel
{
    VneidInbox = 1,
    Sms = 2,
    Email = 3,
}
