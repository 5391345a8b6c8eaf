using Civic.HealthRecord.Access;
using Civic.Shared.SignIn;
using Civic.Shared.Web;

namespace Civic.HealthRecord.Queries;

/// <summary>
/// What somebody is to the child they act for, and what they did, in words. The register says parent, not which.
/// </summary>
internal static class RelationWords
{
    internal static Bilingual Of(string relation) => relation switch
    {
        Representative.Parent => new("Cha hoặc mẹ", "Parent"),
        Representative.Guardian => new("Người giám hộ", "Guardian"),
        _ => new("Người đại diện", "Representative"),
    };

    internal static Bilingual ActingAs(string relation) => relation == Representative.Guardian
        ? new("Ông/bà làm thay với tư cách người giám hộ.", "You act as the guardian.")
        : new("Ông/bà làm thay với tư cách cha hoặc mẹ.", "You act as a parent.");

    internal static Bilingual GivenBy(string relation) => relation == Representative.Guardian
        ? new("do người giám hộ cho phép", "given by the guardian")
        : new("do cha hoặc mẹ cho phép", "given by a parent");

    /// <param name="act">What was done.</param>
    /// <param name="facility">The name of the facility where it was about one.</param>
    internal static Bilingual Of(ActForChild act, string facility) => act.Action switch
    {
        "consent.given" => new($"Cho phép {facility} xem hồ sơ", $"Let {facility} read the record"),
        "consent.withdrawn" => new($"Thôi cho phép {facility} xem hồ sơ", $"Stopped {facility} from reading"),
        "summary.requested" => new("Yêu cầu bản tóm tắt có chữ ký số", "Asked for a signed summary"),
        "summary.downloaded" => new("Tải bản tóm tắt có chữ ký số", "Downloaded a signed summary"),
        "summary.receipt-downloaded" => new("Tải biên nhận của bản tóm tắt", "Downloaded a summary's receipt"),
        _ => act.What switch
        {
            "vaccinations" => new("Xem tiêm chủng", "Looked at the vaccinations"),
            "visit" => new("Xem một lượt khám", "Looked at a visit"),
            "ips" => new("Tải dữ liệu IPS (FHIR)", "Downloaded the record as IPS (FHIR)"),
            "readings" => new("Xem ai đã xem hồ sơ", "Looked at who has seen the record"),
            _ => new("Xem hồ sơ", "Looked at the record"),
        },
    };
}
