using Civic.Shared.Web;

namespace Civic.IdentityBridge.Web;

internal static class Site
{
    internal static readonly SiteName Name = new(
        new("Thành phố Hà Nội", "City of Hanoi"), new("Cổng định danh", "Identity bridge"), "/");
}
