using Civic.Documents.Layout;

namespace Civic.JudicialRecords.Certificates;

/// <summary>One judgment on the certificate, line by line as the forms 06 and 07/2024/LLTP order it.</summary>
internal static class JudgmentBox
{
    internal static Table Of(PrintedJudgment judgment) =>
        new([0.3, 0.7], [], [.. Rows(judgment)])
        {
            Style = new TextStyle
            {
                Size = 11.5,
                LineHeight = 1.2,
                SpaceAfter = 0,
            },
            Padding = 3.5,
            SpaceAfter = 5,
        };

    private static IEnumerable<TableRow> Rows(PrintedJudgment judgment)
    {
        (string Label, string? Value)[] lines =
        [
            ("Tội danh, điều khoản", judgment.Offence),
            ("Hình phạt chính", judgment.MainPenalty),
            ("Hình phạt bổ sung", judgment.AdditionalPenalty),
            ("Nghĩa vụ dân sự", judgment.CivilObligation),
            ("Án phí", judgment.CourtFee),
            ("Tình trạng thi hành án", judgment.Execution),
            ("Xóa án tích", judgment.Standing),
        ];
        yield return new TableRow(new TableCell(TextRun.Strong(judgment.Judgment)) { ColumnSpan = 2 });
        foreach (var (label, value) in lines.Where(l => l.Value is not null))
        {
            yield return new TableRow(new TableCell(label) { RowHeader = true }, value!);
        }
    }
}
