using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>Header and navigation of the citizens' pages.</summary>
internal static class CitizenFrame
{
    internal static readonly SiteName Site = new(
        new("Sở Tư pháp Hà Nội", "Hanoi Department of Justice"),
        new("Phiếu lý lịch tư pháp", "Criminal-record certificates"), "/");

    internal static void Apply(ViewDataDictionary data, HttpContext http, Words words)
    {
        data.SetSite(Site);
        if (http.User.FindFirst(BridgeClaims.Name)?.Value is not { } name)
        {
            return;
        }

        var path = http.Request.Path.Value ?? "/";
        data.SetPerson(name);
        data.SetNavigation(
            new NavigationLink("/requests", words["Hồ sơ của tôi", "My requests"],
                path.StartsWith("/requests", StringComparison.Ordinal)
                && path is not ("/requests/new" or "/requests/review")),
            new NavigationLink("/requests/new", words["Yêu cầu mới", "New request"],
                path is "/requests/new" or "/requests/review"),
            new NavigationLink("/feedback", words["Phản ánh", "Feedback"], path == "/feedback"));
    }
}
