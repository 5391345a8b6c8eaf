using Civic.JudicialRecords.Papers;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>How far a paper has come, in words.</summary>
internal static class PaperWords
{
    internal static Bilingual Standing(Paper paper) => PaperTurns.Of(paper) switch
    {
        PaperTurn.Nobody when paper.IssuedAt is { } issued => new(
            $"đã phát hành {issued.ToVietnamese()}", $"issued {issued.ToVietnamese()}"),
        PaperTurn.Nobody when paper.Kind is PaperKind.Receipt or PaperKind.ReceiptCancellation => new(
            "không phát hành: biên lai bị hủy trước khi đóng dấu", "not issued: cancelled before its seal"),
        PaperTurn.Nobody => new("không được duyệt", "not approved"),
        PaperTurn.Leader => new("chờ người có thẩm quyền ký", "for the competent person"),
        PaperTurn.Clerk => new("chờ văn thư đóng dấu", "for the clerk's seal order"),
        PaperTurn.AgencySeal => new("đang đóng dấu số", "being sealed"),
        _ => new("đang lập", "being made"),
    };
}
