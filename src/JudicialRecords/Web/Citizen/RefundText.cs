using Civic.JudicialRecords.Policies;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>What a person reads before they withdraw, by the pack's rule.</summary>
internal static class RefundText
{
    internal static Bilingual OfWithdrawal(RefundRule rule) => rule switch
    {
        { WithdrawnBeforeWork: false } => new(
            "Phí đã trả không được hoàn khi rút hồ sơ.",
            "What you paid is not given back when you withdraw."),
        { WithdrawnDuringWork: true } => new(
            "Phí đã trả được hoàn đủ khi rút hồ sơ.",
            "What you paid is given back in full when you withdraw."),
        _ => new(
            "Rút trước khi hồ sơ được giải quyết thì phí đã trả được hoàn đủ; sau đó không hoàn.",
            "Before work on it begins what you paid is given back in full; afterwards nothing is."),
    };

    /// <param name="holdsPart">Whether a part of the fee was paid before the request came.</param>
    internal static Bilingual OfCancelling(bool holdsPart) => holdsPart
        ? new("Khoản đã trả trước được hoàn đủ.", "What was paid beforehand is given back in full.")
        : new("Chưa thu phí; sau khi hủy có thể gửi yêu cầu mới ngay.",
            "Nothing has been paid; you can send a new request at once.");
}
