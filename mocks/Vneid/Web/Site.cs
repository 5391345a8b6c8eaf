using Civic.Shared.Web;

namespace Civic.Vneid.Web;

internal static class Site
{
    internal static readonly SiteName Name = new(
        new("Mô phỏng – không phải VNeID thật", "Simulation – not the real VNeID"),
        new("Định danh điện tử", "Electronic identity"), "/personas");
}
