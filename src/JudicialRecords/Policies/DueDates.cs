using System.Diagnostics;

namespace Civic.JudicialRecords.Policies;

/// <summary>The tracks of Art. 48.</summary>
internal enum DeadlineTrack
{
    Ordinary,

    /// <summary>Lived in many places or abroad, a foreigner, or an automatic expungement to verify.</summary>
    Extended,

    /// <summary>An urgent request of a procedure-conducting agency.</summary>
    Urgent,
}

/// <summary>When a result is due, and by which rule.</summary>
/// <param name="Confirmed">
/// False where it falls past the last decreed holidays, or the rule is itself unconfirmed.
/// </param>
internal sealed record DueDate(DateTimeOffset At, DeadlineTrack Track, string RuleId, bool Confirmed);

/// <summary>
/// Art. 48: the day after reception is the first; a limit that ends on a day off ends on the next working day.
/// </summary>
internal static class DueDates
{
    private static readonly TimeOnly EndOfWork = new(17, 0);

    public static DueDate Compute(DateTimeOffset receivedAt, DeadlineTrack track, PolicyPack pack)
    {
        var received = Shared.Identity.VietnamTime.DateInVietnam(receivedAt);
        var rule = pack.Deadlines.On(received);
        if (track == DeadlineTrack.Urgent)
        {
            return new(receivedAt.AddHours(rule.UrgentHours), track, rule.Id, rule.Unconfirmed is null);
        }

        var days = track == DeadlineTrack.Ordinary ? rule.OrdinaryDays : rule.ExtendedDays;
        var day = rule.DayKind switch
        {
            DayKind.Calendar => pack.Calendar.FirstWorkingDayFrom(received.AddDays(days)),
            DayKind.Working => pack.Calendar.AddWorkingDays(received, days),
            _ => throw new UnreachableException("A limit counts calendar or working days."),
        };
        var confirmed = rule.Unconfirmed is null && day <= pack.Calendar.KnownThrough;
        return new(new DateTimeOffset(day, EndOfWork, Shared.Identity.VietnamTime.Offset), track, rule.Id, confirmed);
    }
}
