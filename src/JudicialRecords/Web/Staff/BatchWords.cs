using Civic.JudicialRecords.Decisions;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Which steps a queue offers for several dossiers at once, and in which words.</summary>
internal static class BatchWords
{
    internal static IReadOnlyList<BatchStep> StepsOf(Turn turn) => turn switch
    {
        Turn.Reception => [BatchStep.Accept],
        Turn.CaseOfficer => [BatchStep.Fetch, BatchStep.Prepare],
        Turn.DivisionHead => [BatchStep.Check],
        _ => [],
    };

    internal static Turn QueueOf(BatchStep step) =>
        Enum.GetValues<Turn>().Single(turn => StepsOf(turn).Contains(step));

    internal static Bilingual Button(this BatchStep step) => step switch
    {
        BatchStep.Accept => new("Tiếp nhận hồ sơ đã chọn", "Accept those chosen"),
        BatchStep.Fetch => new("Nhận thụ lý và tra cứu hồ sơ đã chọn", "Take those chosen and ask the registers"),
        BatchStep.Prepare => new("Lập phiếu cho hồ sơ đã chọn", "Prepare those chosen"),
        BatchStep.Check => new("Kiểm tra, trình ký hồ sơ đã chọn", "Check those chosen"),
        _ => throw new System.Diagnostics.UnreachableException("Every step is named above."),
    };

    internal static Bilingual Told(this BatchStep step, int count) => step switch
    {
        BatchStep.Accept => new($"Đã tiếp nhận {count} hồ sơ.", $"{count} dossiers are accepted."),
        BatchStep.Fetch => new(
            $"Đã tra cứu {count} hồ sơ. Hồ sơ nào chưa có đủ trả lời thì mở ra để xem cơ sở dữ liệu nào chưa đáp.",
            $"The registers were asked about {count} dossiers. Open a dossier to see whether one did not answer."),
        BatchStep.Prepare => new(
            $"Đã lập phiếu cho {count} hồ sơ, trình lãnh đạo phòng.",
            $"{count} certificates are prepared and with the division head."),
        BatchStep.Check => new(
            $"Đã kiểm tra {count} hồ sơ, trình lãnh đạo ký.", $"{count} dossiers are checked and with the leader."),
        _ => throw new System.Diagnostics.UnreachableException("Every step is named above."),
    };
}
