using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Civic.JudicialRecords.Web.Staff;

/// <summary>Header and navigation of the staff pages.</summary>
internal static class StaffFrame
{
    private static readonly SiteName Site = new(
        new("Sở Tư pháp Hà Nội", "Hanoi Department of Justice"),
        new("Giải quyết hồ sơ lý lịch tư pháp", "Work on criminal-record certificates"),
        "/staff"
    );

    internal static void Apply(ViewDataDictionary data, HttpContext http, Words words)
    {
        data.SetSite(Site);
        data.SetWide();
        if (http.User.FindFirst(BridgeClaims.Name)?.Value is not { } name)
        {
            return;
        }

        data.SetPerson(http.User.FindFirst(BridgeClaims.StaffTitle)?.Value is { } title ? $"{name}, {title}" : name);
        var path = http.Request.Path.Value ?? "";
        var links = new List<NavigationLink>
        {
            new(
                "/staff",
                words["Hàng việc", "Work queue"],
                path is "/staff" || path.StartsWith("/staff/dossiers", StringComparison.Ordinal)
            ),
            new("/staff/deadlines", words["Thời hạn", "Deadlines"], path == "/staff/deadlines"),
        };
        if (http.User.HasClaim(BridgeClaims.Roles, Roles.Reception))
        {
            links.Add(new("/staff/counter", words["Nhập hồ sơ giấy", "Paper request"], path == "/staff/counter"));
        }

        if (http.User.HasClaim(BridgeClaims.Roles, Roles.Leader))
        {
            links.Add(new("/staff/approvals", words["Duyệt, ký số", "Approve and sign"],
                path.StartsWith("/staff/approvals", StringComparison.Ordinal)));
            links.Add(new("/staff/decisions", words["Quyết định", "Decisions"],
                path.StartsWith("/staff/decisions", StringComparison.Ordinal)));
        }

        if (http.User.HasClaim(BridgeClaims.Roles, Roles.Clerk))
        {
            links.Add(new("/staff/seals", words["Đóng dấu số", "Seals"], path == "/staff/seals"));
            links.Add(new("/staff/paper-copies", words["Bản giấy", "Paper copies"], path == "/staff/paper-copies"));
        }

        if (http.User.HasClaim(BridgeClaims.Roles, Roles.Clerk) || http.User.HasClaim(BridgeClaims.Roles, Roles.Leader))
        {
            links.Add(
                new("/staff/register", words["Sổ cấp Phiếu", "Register of certificates"], path == "/staff/register")
            );
        }

        if (http.User.HasClaim(BridgeClaims.Roles, Roles.Leader)
            || http.User.HasClaim(BridgeClaims.Roles, Roles.DivisionHead))
        {
            AddLeadership(links, path, words);
        }

        links.Add(new("/staff/competence", words["Thẩm quyền ký", "Who may sign"], path == "/staff/competence"));
        data.SetNavigation([.. links]);
    }

    private static void AddLeadership(List<NavigationLink> links, string path, Words words)
    {
        links.Add(new("/staff/feedback", words["Phản ánh", "Feedback"], path == "/staff/feedback"));
        links.Add(new("/staff/policies", words["Bộ quy định", "Rules"],
            path.StartsWith("/staff/policies", StringComparison.Ordinal)));
        var isPortal = path.StartsWith("/staff/reports/portal", StringComparison.Ordinal);
        links.Add(new("/staff/reports", words["Báo cáo", "Reports"],
            path.StartsWith("/staff/reports", StringComparison.Ordinal) && !isPortal));
        links.Add(new("/staff/reports/portal", words["Đối soát Cổng quốc gia", "National portal"], isPortal));
        links.Add(new("/staff/settlement", words["Quyết toán", "Settlement"], path == "/staff/settlement"));
    }
}
