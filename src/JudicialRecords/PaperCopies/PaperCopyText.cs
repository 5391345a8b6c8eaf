using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.PaperCopies;

/// <summary>Where the paper is, in words for the citizen and for staff.</summary>
internal static class PaperCopyText
{
    internal static Bilingual Of(PaperCopy copy) => copy switch
    {
        { HandedAt: { } at } => new(
            $"{copy.Copies} bản giấy đã trả tại Bộ phận Một cửa lúc {at.ToVietnamese()}.",
            $"{copy.Copies} on paper, handed over at the counter on {at.ToVietnamese()}."),
        { PostedAt: { } at, TrackingNumber: { } number } => new(
            $"{copy.Copies} bản giấy đã gửi bưu điện lúc {at.ToVietnamese()}, mã bưu gửi {number}; tra cứu đường đi "
                + "của bưu gửi bằng mã này trên trang của bưu điện hoặc tại bưu cục.",
            $"{copy.Copies} on paper, posted on {at.ToVietnamese()}, tracking number {number}; follow it with this "
                + "number on the post's site or at a post office."),
        { Delivery: PaperDelivery.Post } => new(
            $"{copy.Copies} bản giấy chờ in, đóng dấu và gửi bưu điện.",
            $"{copy.Copies} on paper, waiting to be printed, stamped and posted."),
        _ => new(
            $"{copy.Copies} bản giấy trả tại Bộ phận Một cửa; khi đến nhận, hãy mang giấy hẹn và giấy tờ tùy thân.",
            $"{copy.Copies} on paper, at the counter; bring the appointment slip and an identity paper."),
    };
}
