using Civic.JudicialRecords.Payments;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>
/// Whether what the application says was paid lies at the gateway under the dossier's code. A claim alone is no money:
/// nothing is receipted or given back on it.
/// </summary>
internal sealed class PaidBeforehand(PaymentGateway gateway)
{
    internal async Task<FoundPayment> FindAsync(string code, Money stated, CancellationToken cancellation)
    {
        if (stated == Money.Zero)
        {
            return new FoundPayment.Nothing();
        }

        return await gateway.QueryAsync(code, cancellation) switch
        {
            OrderQuery.Found { State: { Status: GatewayStatus.Paid } state } when state.Amount == stated =>
                new FoundPayment.Held(state),
            OrderQuery.Found { State: { Status: GatewayStatus.Paid } state } => new FoundPayment.Wrong(
                VneidAnswer.Refused("thongTinThanhToan.tongPhi",
                    $"cổng thanh toán ghi nhận {state.Amount}, không phải {stated}",
                    $"the gateway holds {state.Amount}, not {stated}")),
            OrderQuery.Failed => new FoundPayment.Wrong(VneidAnswer.Interrupted(
                "cổng thanh toán chưa trả lời; hãy gửi lại", "the payment gateway does not answer")),
            _ => new FoundPayment.Wrong(VneidAnswer.Refused("trangThaiGD",
                "cổng thanh toán không có giao dịch thành công cho mã hồ sơ này",
                "the gateway has no successful payment for this code")),
        };
    }
}

internal abstract record FoundPayment
{
    private FoundPayment() { }

    internal sealed record Nothing : FoundPayment;

    internal sealed record Held(GatewayState State) : FoundPayment;

    internal sealed record Wrong(VneidAnswer Answer) : FoundPayment;
}
