using Civic.Shared.Web;

namespace Civic.HealthRecord.Queries;

internal enum SectionKind
{
    Allergies,
    Problems,
    Medications,
    Immunizations,
    Results,
}

/// <summary>The sentences of empty sections, alike in FHIR, in the PDF and on pages.</summary>
internal static class SectionWords
{
    internal static Bilingual Title(SectionKind kind) => kind switch
    {
        SectionKind.Allergies => new("Dị ứng", "Allergies"),
        SectionKind.Problems => new("Bệnh và vấn đề sức khỏe", "Conditions and problems"),
        SectionKind.Medications => new("Thuốc trong 12 tháng gần đây", "Medicines of the last 12 months"),
        SectionKind.Immunizations => new("Tiêm chủng", "Vaccinations"),
        _ => new("Kết quả xét nghiệm, chẩn đoán trong 12 tháng", "Test results of the last 12 months"),
    };

    /// <summary>What an empty section says: that none was found by a look is not that nobody knows.</summary>
    internal static Bilingual Empty<T>(SectionOf<T> section) => section.State switch
    {
        SectionState.SaysNone => new("Không ghi nhận dị ứng.", "No known allergies were recorded."),
        SectionState.NotReached => new(
            $"Chưa lấy được dữ liệu từ {Source(section.Source).Vi}. Điều này không có nghĩa là không có.",
            $"The data of {Source(section.Source).En} could not be fetched. This does not mean that there are none."),
        _ => new(
            $"Không có thông tin trong {Source(section.Source).Vi}.",
            $"No information on record in {Source(section.Source).En}."),
    };

    internal static Bilingual Source(RecordSource source) => source switch
    {
        RecordSource.InsuranceClaims => new("dữ liệu khám chữa bệnh bảo hiểm y tế", "the health-insurance records"),
        RecordSource.CityRecords => new("hồ sơ sức khỏe của thành phố", "the city's health records"),
        _ => new("hệ thống tiêm chủng", "the vaccination register"),
    };

    internal static Bilingual Status(MedicationStatus status) => status switch
    {
        MedicationStatus.Active => new("Đang dùng", "Being taken"),
        MedicationStatus.Completed => new("Đã hết đợt", "Course ended"),
        _ => new("Không rõ thời hạn", "Duration not stated"),
    };
}
