using Civic.Shared.Web;

namespace Civic.JudicialRecords.Requests;

/// <summary>What a certificate is asked for (maMucDich); "other" is said in own words.</summary>
internal static class Purposes
{
    internal const string Other = "other";

    internal static readonly (string Code, Bilingual Name)[] All =
    [
        ("work", new("Xin việc làm", "To apply for work")),
        ("abroad", new("Đi lao động, học tập hoặc định cư ở nước ngoài", "To work, study or settle abroad")),
        ("licence", new("Cấp giấy phép, chứng chỉ hành nghề", "To obtain a licence or practice certificate")),
        (
            "business",
            new("Thành lập, quản lý doanh nghiệp, hợp tác xã", "To found or run an enterprise or cooperative")
        ),
        ("nationality", new("Thủ tục quốc tịch, nuôi con nuôi", "For nationality or adoption")),
        ("own-record", new("Biết nội dung lý lịch tư pháp của mình", "To know the content of my own record")),
        (Other, new("Mục đích khác", "Another purpose")),
    ];

    /// <summary>Of a purpose as a declaration states it; null where it was said in own words.</summary>
    internal static string? CodeOf(string purpose) => All.FirstOrDefault(p => p.Name.Vi == purpose).Code;

    internal static Bilingual? NameOf(string? code) => All.FirstOrDefault(p => p.Code == code).Name;
}
