using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// What the citizen is told. No message says what the certificate contains; an SMS names the dossier only.
/// </summary>
internal static class MessageText
{
    internal static string Title(string code) => $"Hồ sơ {code}";

    internal static string Of(MessageChannel channel, string code, StateChange change, string address)
    {
        var state = change.To.Name();
        var text = $"Hồ sơ {code}: {state.Vi} ({change.At.ToVietnamese()}).";
        return channel == MessageChannel.Sms
            ? $"{text} Xem chi tiết trên VNeID hoặc trang dịch vụ của Sở Tư pháp."
            : $"{text} {Advice(change.To)} {address}\n\nRequest {code}: {state.En}.";
    }

    private static string Advice(DossierState state) =>
        state switch
        {
            DossierState.PaymentAsked => "Hãy thanh toán để hồ sơ được tiếp nhận.",
            DossierState.SupplementAsked => "Cơ quan cần bổ sung giấy tờ; lý do ghi trên trang hồ sơ.",
            DossierState.Returned => "Kết quả điện tử đã có trên trang hồ sơ.",
            DossierState.Rejected or DossierState.Stopped => "Lý do ghi trên trang hồ sơ.",
            _ => "Không cần làm gì thêm.",
        };
}
