using Civic.Shared.Web;

namespace Civic.JudicialRecords.Ratings;

/// <summary>How the citizen found the service, said once the request is over; saying it again replaces it.</summary>
internal sealed class Rating
{
    public required Guid DossierId { get; init; }

    public required RatingLevel Level { get; set; }

    public string? Comment { get; set; }

    public required DateTimeOffset At { get; set; }
}

/// <summary>The three levels, as the city asks for them at its counters.</summary>
internal enum RatingLevel
{
    /// <summary>Chưa hài lòng</summary>
    NotSatisfied = 1,

    /// <summary>Chấp nhận</summary>
    Acceptable = 2,

    /// <summary>Hài lòng</summary>
    Satisfied = 3,
}

internal static class RatingLevels
{
    /// <summary>The best first, as they are offered.</summary>
    internal static readonly RatingLevel[] All =
        [RatingLevel.Satisfied, RatingLevel.Acceptable, RatingLevel.NotSatisfied];

    internal static Bilingual Name(this RatingLevel level) => level switch
    {
        RatingLevel.Satisfied => new("Hài lòng", "Satisfied"),
        RatingLevel.Acceptable => new("Chấp nhận", "Acceptable"),
        RatingLevel.NotSatisfied => new("Chưa hài lòng", "Not satisfied"),
        _ => throw new System.Diagnostics.UnreachableException("There are three levels."),
    };
}
