using System.Diagnostics;
using System.Globalization;
using Civic.JudicialRecords.Reports.Portal;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>How a dossier stands at the national portal, in words.</summary>
internal static class PortalWords
{
    internal static Bilingual Name(this FindingKind kind) => kind switch
    {
        FindingKind.OtherState => new("Trạng thái khác", "Other state"),
        FindingKind.OtherResult => new("Kết quả khác", "Other result"),
        FindingKind.NotKnown => new("Cổng không có hồ sơ", "Not known there"),
        FindingKind.Unreachable => new("Không hỏi được Cổng", "Portal could not be reached"),
        FindingKind.OnItsWay => new("Đang gửi", "Still on its way"),
        FindingKind.ToCompare => new("Chưa đối soát", "Not compared yet"),
        _ => throw new UnreachableException($"{kind} is no finding."),
    };

    /// <summary>Why it is so, and what follows.</summary>
    internal static Bilingual Why(this FindingKind kind) => kind switch
    {
        FindingKind.OtherState or FindingKind.OtherResult => new(
            "Cổng đã nhận nhưng giữ thông tin khác. Hệ thống đã tự gửi lại toàn bộ hồ sơ; lần sau sẽ kiểm tra.",
            "The portal took it but holds something else. The whole dossier is told anew; the next run checks it."),
        FindingKind.NotKnown => new(
            "Cổng chưa nhận hoặc đã mất hồ sơ. Hệ thống đã tự gửi lại toàn bộ; lần đối soát sau sẽ kiểm tra.",
            "The portal never took it or lost it. The whole dossier is told anew; the next run checks it."),
        FindingKind.Unreachable => new(
            "Không biết Cổng đang giữ gì. Lần đối soát sau tự hỏi lại. Kéo dài quá một ngày: báo người vận hành.",
            "Nobody knows what the portal holds. The next run asks again. Longer than a day: tell the operator."),
        FindingKind.OnItsWay => new(
            "Tin chưa được Cổng nhận và còn tự gửi lại. Mã trả lời 02, 03 lặp lại: báo người vận hành.",
            "Our word was not taken yet and is sent again. Answers 02 or 03 again and again: tell the operator."),
        _ => new("Đang chờ đến lượt.", "Waits for its turn."),
    };

    /// <summary>What the portal holds: a state by its name where it is one of the ten.</summary>
    internal static Bilingual? Theirs(this PortalFinding finding) => finding switch
    {
        { Theirs: null } => null,
        { Standing: FindingKind.OtherState or FindingKind.OnItsWay } =>
            int.TryParse(finding.Theirs, NumberStyles.None, CultureInfo.InvariantCulture, out var state)
                && Enum.IsDefined((DossierState)state)
                ? ((DossierState)state).Name()
                : new(finding.Theirs, finding.Theirs),
        _ => new(finding.Theirs, finding.Theirs),
    };
}
