using Civic.Shared.Web;

namespace Civic.Vneid.Web;

internal static class Site
{
    internal static readonly SiteName Name = new(
        new("VNeID mô phỏng", "Simulated VNeID"),
        new("Định danh điện tử", "Electronic identity"), "/personas");
}
