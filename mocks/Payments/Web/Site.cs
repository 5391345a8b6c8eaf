using Civic.Shared.Web;

namespace Civic.Payments.Web;

internal static class Site
{
    internal static readonly SiteName Name = new(
        new("Mô phỏng – không có tiền thật", "Simulation – no real money"),
        new("Cổng thanh toán", "Payment gateway"), "/");
}
