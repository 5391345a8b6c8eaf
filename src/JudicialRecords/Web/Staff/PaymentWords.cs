using System.Diagnostics;
using Civic.JudicialRecords.Payments;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>What staff read of an order and of what was said about it.</summary>
internal static class PaymentWords
{
    internal static Bilingual Of(PaymentStatus status) =>
        status switch
        {
            PaymentStatus.Created => new("chưa thanh toán", "not paid yet"),
            PaymentStatus.Paid => new("đã thanh toán", "paid"),
            PaymentStatus.Cancelled => new("đã hủy", "cancelled"),
            PaymentStatus.Failed => new("không thành công", "failed"),
            PaymentStatus.RefundAsked => new("đang hoàn tiền", "being refunded"),
            PaymentStatus.Refunded => new("đã hoàn tiền", "refunded"),
            PaymentStatus.WrongAmount => new("sai số tiền", "wrong amount"),
            _ => throw new UnreachableException("An order has one of the known statuses."),
        };

    internal static Bilingual OfMethod(PaymentMethod method) =>
        method switch
        {
            PaymentMethod.Online => new("Lệnh thu trực tuyến", "Online order"),
            PaymentMethod.Cash => new("Thu tiền mặt", "Cash taken"),
            PaymentMethod.Transfer => new("Thu chuyển khoản", "Transfer taken"),
            PaymentMethod.Vneid => new("Trả trước trên ứng dụng VNeID", "Paid beforehand in the VNeID application"),
            _ => throw new UnreachableException("Money comes in one of the known ways."),
        };

    internal static Bilingual OfNotice(string status) =>
        status switch
        {
            nameof(GatewayStatus.Paid) => new("đã thu", "paid"),
            nameof(GatewayStatus.Cancelled) => new("đã hủy", "cancelled"),
            nameof(GatewayStatus.Failed) => new("không thành công", "failed"),
            nameof(GatewayStatus.Refunded) => new("đã hoàn", "refunded"),
            _ => new("đang chờ", "pending"),
        };

    internal static Bilingual OfEffect(string effect) =>
        effect switch
        {
            Effects.Applied => new("đã ghi nhận", "applied"),
            Effects.Repeated => new("báo lặp lại, không tính thêm", "said again, not counted again"),
            Effects.Late => new("đến muộn, hoàn lại nếu là tiền", "came late; money goes back"),
            Effects.WrongAmount => new("sai số tiền, không ghi nhận", "wrong amount, not applied"),
            Effects.BadSignature => new("chữ ký không đúng, không ghi nhận", "not signed by the gateway, not applied"),
            _ => new("không thay đổi gì", "changed nothing"),
        };
}
