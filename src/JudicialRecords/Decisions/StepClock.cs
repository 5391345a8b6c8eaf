using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Decisions;

/// <summary>How long a dossier has been at the step where it is, against the step's budget.</summary>
/// <param name="Budget">Null where the pack has no plan for the step.</param>
/// <param name="WorkingDays">Whole working days since the step began.</param>
internal sealed record StepClock(DossierClock Dossier, Turn Step, DateOnly Since, StepBudget? Budget, int WorkingDays)
{
    internal int DaysOver => Budget is null ? 0 : Math.Max(0, WorkingDays - Budget.WorkingDays);

    internal bool IsLate => DaysOver > 0;

    /// <returns>Null where nobody of the agency has the dossier.</returns>
    internal static StepClock? Of(DossierClock dossier, DateOnly today, PolicyPack pack)
    {
        var step = NextStep.Of(dossier);
        if (Began(dossier, step) is not { } began)
        {
            return null;
        }

        var since = began.DateInVietnam();
        var days = 0;
        for (var day = since.AddDays(1); day <= today; day = day.AddDays(1))
        {
            days += pack.Calendar.IsWorkingDay(day) ? 1 : 0;
        }

        return new(dossier, step, since, pack.StepPlans.Find(since)?.Find(step), days);
    }

    private static DateTimeOffset? Began(DossierClock dossier, Turn step) => step switch
    {
        Turn.Reception or Turn.CaseOfficer => dossier.StateSince,
        Turn.DivisionHead => dossier.PreparedAt,
        Turn.Leader => dossier.CheckedAt,
        Turn.PersonSignature => dossier.ApprovedAt,
        Turn.Clerk => dossier.PersonSignedAt,
        Turn.AgencySeal => dossier.SealOrderedAt,
        Turn.Delivery => dossier.SealedAt,
        _ => null,
    };
}
