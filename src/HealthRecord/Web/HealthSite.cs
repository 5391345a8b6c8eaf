using Civic.Shared.Web;
using Microsoft.AspNetCore.Http;

namespace Civic.HealthRecord.Web;

/// <summary>The frame of every page here: whose service it is and where its pages are.</summary>
internal static class HealthSite
{
    internal static readonly SiteName Name = new(
        new("Sở Y tế Hà Nội", "Hanoi Department of Health"),
        new("Sổ sức khỏe điện tử", "Electronic health record"),
        "/"
    );

    internal static NavigationLink[] CitizenLinks(Words words, PathString path) =>
        [
            Link(
                "/ho-so",
                words["Hồ sơ", "Record"],
                path,
                path == "/ho-so" || path.StartsWithSegments("/ho-so/luot-kham")
            ),
            Link("/ho-so/tiem-chung", words["Tiêm chủng", "Vaccinations"], path),
            Link("/ho-so/dong-y", words["Cho phép xem", "Permissions"], path),
            Link("/ho-so/ai-da-xem", words["Ai đã xem", "Who has seen it"], path),
            Link("/ho-so/tom-tat", words["Bản tóm tắt", "Signed summary"], path),
        ];

    private static NavigationLink Link(string address, string text, PathString path, bool? current = null) =>
        new(address, text, current ?? path.StartsWithSegments(address));
}
