using System.Globalization;
using System.Text;

namespace Civic.JudicialRecords.Reports;

/// <summary>
/// RFC 4180 with a byte-order mark; numbers with a full stop, an empty cell where nothing was measured.
/// </summary>
internal static class ReportCsv
{
    internal static byte[] Of(QualityReport report)
    {
        var text = new StringBuilder("Nhóm,Tiêu chí,Điểm tối đa,Đạt,Trên,Tỷ lệ,Điểm\r\n");
        foreach (var group in report.Groups)
        {
            foreach (var score in group.Criteria)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"{group.Group.Code},{score.Criterion.Code},{score.Criterion.Points},{score.Met},{score.Of},");
                text.Append(CultureInfo.InvariantCulture, $"{score.Share:0.0000},{score.Score:0.00}\r\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"cộng,,{report.Measured},,,,{report.Score:0.00}\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
