using Civic.Shared.Web;

namespace Civic.Messages.Web;

internal static class Site
{
    internal static readonly SiteName Name = new(
        new("Mô phỏng – không gửi ra ngoài", "Simulation – nothing is sent out"),
        new("Hộp thư", "Inbox"), "/");
}
