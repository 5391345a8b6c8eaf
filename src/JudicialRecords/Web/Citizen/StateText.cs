using Civic.JudicialRecords.Requests;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>What a state means for the citizen: the colour of its tag, what happens now, what is still ahead.</summary>
internal static class StateText
{
    private static readonly DossierState[] Way =
    [
        DossierState.Registered,
        DossierState.Received,
        DossierState.InProgress,
        DossierState.Done,
        DossierState.Returned,
    ];

    internal static string? KindOf(DossierState state) =>
        state switch
        {
            DossierState.Done or DossierState.Returned => "success",
            DossierState.SupplementAsked or DossierState.PaymentAsked => "warning",
            DossierState.Rejected or DossierState.Stopped => "danger",
            _ => null,
        };

    internal static Bilingual NowOf(DossierState state, bool feeDecided) =>
        state switch
        {
            DossierState.Registered when !feeDecided => new(
                "Cán bộ tiếp nhận sẽ xem diện miễn, giảm phí. "
                    + "Nếu chưa gửi giấy tờ chứng minh, hãy gửi ở bên dưới hoặc mang đến Bộ phận Một cửa.",
                "Reception will judge the claimed fee class. Send the papers below if you have not, or bring them."
            ),
            DossierState.Registered => new(
                "Hồ sơ đã gửi. Cán bộ tiếp nhận sẽ kiểm tra; ông/bà không phải làm gì.",
                "The request is sent. Reception will look at it; there is nothing for you to do."
            ),
            DossierState.PaymentAsked => new(
                "Hãy thanh toán để hồ sơ được tiếp nhận.",
                "Pay so that the request can be taken in."
            ),
            DossierState.SupplementAsked => new(
                "Cơ quan cần bổ sung giấy tờ; hãy gửi ở bên dưới. Thời hạn giải quyết tạm dừng.",
                "Further papers are needed; send them below. The time limit rests meanwhile."
            ),
            DossierState.Received => new(
                "Hồ sơ đã được tiếp nhận, thời hạn đang tính.",
                "The request is accepted; the time limit runs."
            ),
            DossierState.InProgress => new(
                "Đang tra cứu và lập Phiếu. Ông/bà không phải làm gì.",
                "Records are being searched and the certificate prepared. Nothing for you to do."
            ),
            DossierState.Done => new(
                "Phiếu đã ký số; kết quả đang được trả về trang này.",
                "The certificate is signed; the result is on its way to this page."
            ),
            DossierState.Returned => new(
                "Phiếu điện tử đã có. Tải về bên dưới; có thể gửi nguyên tệp cho nơi cần.",
                "The electronic certificate is here. Download it below; you can pass the file on as it is."
            ),
            DossierState.Rejected => new(
                "Hồ sơ không được tiếp nhận; lý do ghi bên dưới.",
                "The request was not accepted; the reason stands below."
            ),
            DossierState.Withdrawn => new("Ông/bà đã rút hồ sơ này.", "You have withdrawn this request."),
            DossierState.Stopped => new(
                "Việc giải quyết đã dừng; lý do ghi bên dưới.",
                "Work on it has stopped; the reason stands below."
            ),
            _ => throw new System.Diagnostics.UnreachableException("A state is one of the ten."),
        };

    /// <summary>The ordinary steps that are still to come; none once the request has ended otherwise.</summary>
    internal static IEnumerable<DossierState> AheadOf(DossierState state)
    {
        if (state is DossierState.Rejected or DossierState.Withdrawn or DossierState.Stopped)
        {
            return [];
        }

        var at = state is DossierState.PaymentAsked ? -1 : Array.IndexOf(Way, state);
        return Way.Skip(state == DossierState.SupplementAsked ? 2 : at + 1);
    }
}
