using Civic.Shared.Web;

namespace Civic.Signing.Web;

internal static class VerificationSite
{
    internal static readonly SiteName Name = new(
        new("Thành phố Hà Nội", "City of Hanoi"), new("Kiểm tra văn bản điện tử", "Check a digital document"), "/");
}
