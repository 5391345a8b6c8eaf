using Civic.HealthRecord.Emergencies;
using Civic.Shared.Web;

namespace Civic.HealthRecord.Web.Clinic;

/// <summary>The situations as the clinician chooses them and the patient reads them.</summary>
internal static class EmergencyWords
{
    internal static Bilingual Of(EmergencyCause cause) => cause switch
    {
        EmergencyCause.CannotConsent => new(
            "Người bệnh không thể đồng ý (bất tỉnh, không giao tiếp được)",
            "The patient can't consent (unconscious, can't communicate)"),
        _ => new("Tính mạng đang nguy hiểm, không kịp hỏi", "Life is in danger, no time to ask"),
    };
}
