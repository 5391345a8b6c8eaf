using Civic.Shared.SignIn;
using Civic.Shared.Web;

namespace Civic.IdentityBridge.RelyingParties;

/// <summary>A claim that a scope releases, with what it is and why it is asked for, for the consent page.</summary>
internal sealed record ReleasedClaim(string Scope, Bilingual What, Bilingual Purpose);

/// <summary>One claim about a person, and the scope that a client must be registered for to ask for it.</summary>
internal sealed record ClaimInWords(string Name, string Scope, Bilingual What, Bilingual Purpose);

/// <summary>Every scope that exists: about a person, or an action of a service (one scope an action).</summary>
internal static class ScopeCatalogue
{
    internal const string OpenId = "openid";
    internal const string Profile = "profile";
    internal const string NationalId = "national_id";

    /// <summary>A refresh token (OpenID Connect Core §11); releases nothing.</summary>
    internal const string OfflineAccess = "offline_access";

    /// <summary>A parent or guardian may act for a child, if they choose to; releases nothing by itself.</summary>
    internal const string Represent = "represent";

    /// <summary>What every service of the house may ask for.</summary>
    internal static IReadOnlyList<string> Ordinary { get; } = [OpenId, Profile, NationalId, OfflineAccess];

    internal static IReadOnlyList<string> AboutPerson { get; } = [.. Ordinary, Represent];

    internal static IReadOnlyList<ReleasedClaim> Released { get; } =
    [
        new(OpenId,
            new("Mã định danh riêng cho cơ quan này và mức độ tài khoản",
                "An identifier for this agency only, and the account level"),
            new("Nhận ra ông/bà khi quay lại; cơ quan khác không dùng được mã này",
                "To know you when you return; other agencies can't use it")),
        new(Profile,
            new("Họ tên, ngày sinh, giới tính", "Name, date of birth, gender"),
            new("Điền sẵn hồ sơ và ghi đúng tên", "To prefill forms and address you correctly")),
        new(NationalId,
            new("Số định danh cá nhân", "Personal identification number"),
            new("Tra cứu cơ sở dữ liệu quốc gia để ông/bà không phải khai lại",
                "To ask national registers, so that you need not tell again")),
        new(OfflineAccess,
            new("Tiếp tục truy cập các thông tin trên khi ông/bà không mở trang",
                "Continued access to the above while you are away"),
            new("Dịch vụ không phải hỏi lại trong 30 ngày; ông/bà thôi được bất cứ lúc nào",
                "The service need not ask again for 30 days; you can end it at any time")),
    ];

    /// <summary>The claims that can be asked for one by one.</summary>
    internal static IReadOnlyList<ClaimInWords> Claims { get; } =
    [
        new(BridgeClaims.Name, Profile, new("Họ tên", "Name"),
            new("Ghi đúng tên", "To address you correctly")),
        new(BridgeClaims.BirthDate, Profile, new("Ngày sinh", "Date of birth"),
            new("Xét theo độ tuổi", "To decide what depends on age")),
        new(BridgeClaims.Gender, Profile, new("Giới tính", "Gender"),
            new("Điền sẵn hồ sơ", "To prefill forms")),
        new(BridgeClaims.NationalId, NationalId, new("Số định danh cá nhân", "Personal identification number"),
            new("Tra cứu cơ sở dữ liệu quốc gia để ông/bà không phải khai lại",
                "To ask national registers, so that you need not tell again")),
    ];

    /// <summary>The resource (aud of RFC 9068) that an action's scope belongs to.</summary>
    private static readonly Dictionary<string, string> Resources = new(StringComparer.Ordinal)
    {
        ["signing.seal"] = "urn:civic:signing",
        ["signing.statement"] = "urn:civic:signing",
        ["signing.issue"] = "urn:civic:signing",
        ["signing.status"] = "urn:civic:signing",
        ["health.summary.read"] = "urn:civic:health",
        ["judicial.receive"] = "urn:civic:judicial",
        ["judicial.portal"] = "urn:civic:judicial",
        ["judicial.results"] = "urn:civic:judicial",
    };

    internal static IEnumerable<string> All => AboutPerson.Concat(Resources.Keys);

    /// <summary>Null for what belongs to the login itself.</summary>
    internal static string? ScopeOf(string claim) => Claims.FirstOrDefault(c => c.Name == claim)?.Scope;

    internal static bool IsAction(string scope) => Resources.ContainsKey(scope);

    /// <summary>The one resource of all these scopes; null where they belong to several or to none.</summary>
    internal static string? ResourceOf(IReadOnlyList<string> scopes)
    {
        var resources = scopes.Select(s => Resources.GetValueOrDefault(s)).Distinct().ToList();
        return resources.Count == 1 ? resources[0] : null;
    }
}
