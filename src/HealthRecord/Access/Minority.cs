using Civic.Shared.Identity;

namespace Civic.HealthRecord.Access;

/// <summary>
/// What depends on a child's age where a parent or guardian decides (ADR 43). Of a child whose day of birth is not
/// known the first one possible counts: they are asked too early rather than never, and nobody's right to decide for
/// them lasts too long.
/// </summary>
internal static class Minority
{
    /// <summary>From then on the child is asked as well (Law 91/2025/QH15 Art. 24).</summary>
    private const int OwnWord = 7;

    /// <summary>Civil Code 2015 Art. 20.</summary>
    private const int OfAge = 18;

    internal static bool HasOwnWord(RecordOwner child, DateOnly today) =>
        today >= child.BirthDate.Earliest.AddYears(OwnWord);

    /// <summary>The day from which a representative's permission is asked for anew.</summary>
    internal static DateOnly EndOf(RecordOwner child, DateOnly today) =>
        child.BirthDate.Earliest.AddYears(HasOwnWord(child, today) ? OfAge : OwnWord);

    internal static DateTimeOffset EndOfPermission(RecordOwner child, TimeProvider clock) =>
        EndOf(child, clock.TodayInVietnam()).MidnightInVietnam();
}
