namespace Civic.JudicialRecords.Decisions;

/// <summary>
/// Something that the citizen is told of beside changes of state; the row itself asks for the messages.
/// </summary>
internal sealed class Announcement
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DossierId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AnnouncementTopic Topic { get; init; }

    /// <summary>When its messages were put into the outbox.</summary>
    public DateTimeOffset? ToldAt { get; set; }
}

internal enum AnnouncementTopic
{
    AppointmentSlip = 1,
    RefusalNotice = 2,

    /// <summary>Overdue: an apology and a new date.</summary>
    Apology = 3,

    /// <summary>A decision under Art. 50 on the certificate.</summary>
    Decision = 4,

    ComplaintRecorded = 5,
    ComplaintAnswered = 6,

    /// <summary>The paper copies are on their way; the page has the tracking number.</summary>
    PaperPosted = 7,

    PaperHanded = 8,
}
