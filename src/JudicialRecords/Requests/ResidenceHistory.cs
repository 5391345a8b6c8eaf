using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// Residence since the age of 14 (form 12/2024/LLTP): every month from then to today is covered once or more.
/// </summary>
internal static class ResidenceHistory
{
    internal const int FromAge = 14;
    internal const int MostRows = 30;

    /// <summary>
    /// The month in which the history begins, or null for a child who is not 14 yet. Where the day of birth is unknown
    /// it is the first one possible, so that nothing is missing; but nobody states a history who may be below 14.
    /// </summary>
    internal static YearMonth? StartFor(PartialDate birthDate, DateOnly today) =>
        birthDate.YoungestOn(today) < FromAge ? null : YearMonth.Of(birthDate.Earliest.AddYears(FromAge));

    internal static Bilingual Words(PartialDate birthDate, YearMonth start) =>
        birthDate.Month is not null
            ? new($"tháng tròn 14 tuổi ({start.ToVietnamese()})", $"the month of turning 14 ({start.ToVietnamese()})")
            : new(
                $"tháng đầu tiên có thể tròn 14 tuổi ({start.ToVietnamese()})",
                $"the first month in which one may have turned 14 ({start.ToVietnamese()})"
            );

    internal static ResidencePeriod[] Read(
        RequestForm form,
        PartialDate birthDate,
        DateOnly today,
        List<FormProblem> problems,
        bool mayBeLeftOut = false
    )
    {
        var first = problems.Count;
        var periods = new List<(YearMonth From, YearMonth To)>();
        var rows = new List<ResidencePeriod>();
        for (var i = 0; i < form.Residences.Count; i++)
        {
            if (form.Residences[i] is { IsBlank: false } row)
            {
                ReadRow(row, i, YearMonth.Of(today), periods, rows, problems);
            }
        }

        if (!mayBeLeftOut && problems.Count == first && StartFor(birthDate, today) is { } start)
        {
            CheckCovered(start, Words(birthDate, start), YearMonth.Of(today), periods, problems);
        }

        return [.. rows];
    }

    private static void ReadRow(
        ResidenceRow row,
        int index,
        YearMonth now,
        List<(YearMonth From, YearMonth To)> periods,
        List<ResidencePeriod> rows,
        List<FormProblem> problems
    )
    {
        var (from, to) = (YearMonth.TryParse(row.From), YearMonth.TryParse(row.To));
        var untilNow = string.IsNullOrWhiteSpace(row.To);
        if (from is null || from > now)
        {
            problems.Add(FirstMonthMissing(index));
        }

        if (!untilNow && (to is null || to > now || to < from))
        {
            problems.Add(LastMonthMissing(index));
        }

        if (string.IsNullOrWhiteSpace(row.Place))
        {
            problems.Add(PlaceMissing(index));
        }

        if (from is { } begun)
        {
            periods.Add((begun, untilNow ? now : to ?? now));
            rows.Add(
                new ResidencePeriod(
                    begun.ToString(),
                    untilNow ? null : to?.ToString(),
                    row.Place?.Trim() ?? "",
                    Trimmed(row.Occupation),
                    Trimmed(row.Workplace)
                )
            );
        }
    }

    private static FormProblem FirstMonthMissing(int index) =>
        new(
            $"Residences[{index}].From",
            new(
                $"Dòng cư trú {index + 1}: nhập tháng bắt đầu dạng MM/NNNN, ví dụ 09/2010, không sau tháng này.",
                $"Residence {index + 1}: enter the first month as MM/YYYY, such as 09/2010, not after this month."
            )
        );

    private static FormProblem LastMonthMissing(int index) =>
        new(
            $"Residences[{index}].To",
            new(
                $"Dòng cư trú {index + 1}: nhập tháng kết thúc dạng MM/NNNN, không trước tháng bắt đầu; "
                    + "để trống nếu vẫn ở đó.",
                $"Residence {index + 1}: enter the last month as MM/YYYY, not before the first; "
                    + "leave empty if still there."
            )
        );

    private static FormProblem PlaceMissing(int index) =>
        new(
            $"Residences[{index}].Place",
            new($"Dòng cư trú {index + 1}: nhập nơi cư trú.", $"Residence {index + 1}: enter the place.")
        );

    private static void CheckCovered(
        YearMonth start,
        Bilingual begins,
        YearMonth now,
        List<(YearMonth From, YearMonth To)> periods,
        List<FormProblem> problems
    )
    {
        var missing = start;
        foreach (var (from, to) in periods.OrderBy(p => p.From))
        {
            if (from > missing)
            {
                break;
            }

            missing = to.Next() > missing ? to.Next() : missing;
        }

        if (missing <= now)
        {
            problems.Add(
                new(
                    "Residences[0].From",
                    new(
                        $"Quá trình cư trú phải liên tục từ {begins.Vi} đến nay; "
                            + $"còn thiếu từ {missing.ToVietnamese()}.",
                        $"The residence history must run from {begins.En} to "
                            + $"today; it is missing from {missing.ToVietnamese()}."
                    )
                )
            );
        }
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What is wrong with a field and what to do about it.</summary>
/// <param name="Field">The field's name in the form, such as Residences[0].From.</param>
internal sealed record FormProblem(string Field, Bilingual Message);
