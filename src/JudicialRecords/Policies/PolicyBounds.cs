using System.Globalization;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Policies;

/// <summary>
/// Amounts, ages, counts and periods that no law means: a slip of the keyboard is refused before anybody pays by it.
/// </summary>
internal sealed class PolicyBounds(PolicyPlace place)
{
    private const long MostDong = 100_000_000;
    private const int MostDays = 366;
    private const int MostCopies = 1000;
    private const int FullAge = 18;

    /// <summary>The Penal Code of 2015, the oldest law computed by; a pack that begins later would hide gaps.</summary>
    private static readonly DateOnly LawBegins = new(2018, 1, 1);

    internal void Check(PolicyFile file)
    {
        place.Refuse(
            file.CoversFrom > LawBegins, "$.coversFrom", $"a pack covers all from {LawBegins:yyyy-MM-dd} on.");
        Each(file.Fees, "fees", CheckFee);
        Each(file.Support, "support", CheckSupport);
        Each(file.Deadlines, "deadlines", CheckDeadline);
        Each(file.Limits, "limits", CheckLimits);
        Each(file.Expungement, "expungement", CheckExpungement);
        Each(file.StepPlans, "stepPlans", (plan, at) => Each(
            plan.Steps, $"{at}.steps", (step, row) => Between(step.WorkingDays, $"{row}.workingDays", 0, MostDays)));
        Each(file.QualityIndexes, "qualityIndexes", (index, at) => Each(
            index.Groups, $"{at}.groups", (group, row) => Each(
                group.Criteria, $"{row}.criteria", (one, where) => Between(one.Points, $"{where}.points", 0, 100))));
    }

    private void CheckFee(FeeSchedule fee, string at)
    {
        Amount(fee.Base, $"{at}.base");
        Amount(fee.ReducedBase, $"{at}.reducedBase");
        Amount(fee.ExtraCopy, $"{at}.extraCopy");
        Between(fee.FreeCopies, $"{at}.freeCopies", 0, MostCopies);
        Between(fee.ChildBelowAge, $"{at}.childBelowAge", 0, FullAge);
        Between(fee.ElderlyFromAge, $"{at}.elderlyFromAge", FullAge, 150);
    }

    private void CheckSupport(CitySupport support, string at)
    {
        Amount(support.Ordinary, $"{at}.ordinary");
        Amount(support.Reduced, $"{at}.reduced");
        Amount(support.ExtraCopiesAtMost, $"{at}.extraCopiesAtMost");
    }

    private void CheckDeadline(DeadlineRule rule, string at)
    {
        Between(rule.OrdinaryDays, $"{at}.ordinaryDays", 1, MostDays);
        Between(rule.ExtendedDays, $"{at}.extendedDays", rule.OrdinaryDays, MostDays);
        Between(rule.UrgentHours, $"{at}.urgentHours", 1, 720);
    }

    private void CheckLimits(RequestLimits limits, string at)
    {
        Between(limits.MaxPaperCopies, $"{at}.maxPaperCopies", 0, MostCopies);
        Between(limits.UnpaidDays, $"{at}.unpaidDays", 1, MostDays);
        Between(limits.UnansweredDays, $"{at}.unansweredDays", 1, MostDays);
        Between(limits.PaymentAskedDays, $"{at}.paymentAskedDays", 1, MostDays);
        Between(limits.RegisterAnswerDays, $"{at}.registerAnswerDays", 0, MostDays);
        Between(limits.OwnAccountFromAge, $"{at}.ownAccountFromAge", 0, FullAge);
        Between(limits.ComplaintDays, $"{at}.complaintDays", 1, MostDays);
        Between(limits.UnusedCodeDays, $"{at}.unusedCodeDays", 1, MostDays);
    }

    private void CheckExpungement(ExpungementRule rule, string at)
    {
        CheckPeriods(rule.Adult, $"{at}.adult");
        CheckPeriods(rule.Minor, $"{at}.minor");
        place.Refuse(rule.Adult.Fine is null, $"{at}.adult", "A fine has its period (Art. 70(2)a).");
        place.Refuse(rule.Minor.Fine is null, $"{at}.minor", "A fine has its period (Art. 107(2)a).");
        if (rule.ByCourt is { } byCourt)
        {
            CheckPeriods(byCourt, $"{at}.byCourt");
        }
    }

    private void CheckPeriods(PeriodTable table, string at)
    {
        Months(table.Warning, $"{at}.warning");
        if (table.Fine is { } fine)
        {
            Months(fine, $"{at}.fine");
        }

        Months(table.NonCustodial, $"{at}.nonCustodial");
        Months(table.Suspended, $"{at}.suspended");
        Months(table.PrisonUpTo5Years, $"{at}.prisonUpTo5Years");
        Months(table.PrisonUpTo15Years, $"{at}.prisonUpTo15Years");
        Months(table.PrisonOver15Years, $"{at}.prisonOver15Years");
        if (table.Life is { } life)
        {
            Months(life, $"{at}.life");
        }
    }

    private void Amount(Money money, string path) => Between(money.Dong, path, 0, MostDong);

    private void Months(int months, string path) => Between(months, path, 0, 600);

    private void Between(long value, string path, long least, long most) => place.Refuse(
        value < least || value > most,
        path,
        string.Create(CultureInfo.InvariantCulture, $"{value} lies outside {least} to {most}."));

    private static void Each<T>(IReadOnlyList<T> rows, string kind, Action<T, string> check)
    {
        var at = kind.StartsWith('$') ? kind : "$." + kind;
        for (var i = 0; i < rows.Count; i++)
        {
            check(rows[i], string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"));
        }
    }
}
