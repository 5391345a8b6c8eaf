using Civic.Shared.Web;

namespace Civic.JudicialRecords.Feedback;

/// <summary>
/// What somebody says of the service (phản ánh, kiến nghị), with pictures or a video: it goes to the unit that answers
/// for it, is seen by whoever leads that unit, and is answered in the same place.
/// </summary>
internal sealed class FeedbackNote
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string AuthorSubject { get; init; }

    /// <summary>Where it is about one of the author's own requests.</summary>
    public string? DossierCode { get; init; }

    public required FeedbackTopic Topic { get; init; }

    /// <summary>The responsible unit, as the staff directory names it.</summary>
    public required string Unit { get; init; }

    public required string Words { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Answer { get; set; }

    public string? AnsweredBy { get; set; }

    public string? AnsweredByName { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public int Version { get; set; }
}

/// <summary>A picture or video of a note, or a picture of the result with its answer.</summary>
internal sealed class FeedbackFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid NoteId { get; init; }

    public required bool IsAnswer { get; init; }

    public required string MediaType { get; init; }

    public required byte[] Content { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal enum FeedbackTopic
{
    Reception = 1,
    Processing = 2,
    Payment = 3,
    Result = 4,
    Other = 5,
}

internal static class FeedbackTopics
{
    internal static readonly FeedbackTopic[] All =
    [
        FeedbackTopic.Reception,
        FeedbackTopic.Processing,
        FeedbackTopic.Payment,
        FeedbackTopic.Result,
        FeedbackTopic.Other,
    ];

    internal static Bilingual Name(this FeedbackTopic topic) => topic switch
    {
        FeedbackTopic.Reception => new("Tiếp nhận, hướng dẫn tại Bộ phận Một cửa", "Reception, help at the counter"),
        FeedbackTopic.Processing => new("Giải quyết hồ sơ, thời hạn", "Work on a request, time limits"),
        FeedbackTopic.Payment => new("Phí, thanh toán, biên lai", "Fee, payment, receipt"),
        FeedbackTopic.Result => new("Trả kết quả, bản giấy", "Result, paper copies"),
        _ => new("Việc khác", "Something else"),
    };

    /// <summary>As the directory of the sandbox names units; which unit answers for what is our own choice.</summary>
    internal static string Unit(this FeedbackTopic topic) => topic switch
    {
        FeedbackTopic.Reception or FeedbackTopic.Payment => "Bộ phận Một cửa",
        FeedbackTopic.Processing => "Phòng Hành chính và Bổ trợ tư pháp",
        FeedbackTopic.Result => "Văn phòng Sở",
        _ => "Ban Giám đốc",
    };
}
