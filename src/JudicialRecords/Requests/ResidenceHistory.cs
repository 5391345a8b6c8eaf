using Civic.Shared.Web;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// Residence since the age of 14 (form 12/2024/LLTP): every month from then to today is covered once or more.
/// </summary>
internal static class ResidenceHistory
{
    internal const int FromAge = 14;
    internal const int MostRows = 30;

    /// <summary>The month in which the history begins, or null for a child who is not 14 yet.</summary>
    internal static YearMonth? StartFor(DateOnly birthDate, DateOnly today) =>
        birthDate.AddYears(FromAge) is var start && start <= today ? YearMonth.Of(start) : null;

    internal static ResidencePeriod[] Read(
        RequestForm form,
        DateOnly birthDate,
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
            CheckCovered(start, YearMonth.Of(today), periods, problems);
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
                        $"Quá trình cư trú phải liên tục từ tháng tròn 14 tuổi ({start.ToVietnamese()}) đến nay; "
                            + $"còn thiếu từ {missing.ToVietnamese()}.",
                        $"The residence history must run from the month of turning 14 ({start.ToVietnamese()}) to "
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
