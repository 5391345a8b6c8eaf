using Civic.HealthRecord.Access;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources.Vaccinations;
using Civic.Shared.Identity;

namespace Civic.HealthRecord.Fhir;

/// <summary>The sections in words: everything a reader without software needs.</summary>
internal static class IpsNarrative
{
    internal static Narrative Problems(IReadOnlyList<ProblemLine> lines, Facilities facilities) =>
        NarrativeText.Table(
            ["Bệnh", "Mã ICD-10", "Từ", "Nơi ghi nhận"],
            lines.Select(l =>
                (string[])[l.Text, l.Icd10, l.Since, l.Facility.Length > 0 ? facilities.NameOf(l.Facility) : ""]
            )
        );

    internal static Narrative Allergies(IReadOnlyList<AllergyLine> lines, Facilities facilities) =>
        NarrativeText.Table(
            ["Dị ứng", "Biểu hiện", "Từ"],
            lines.Select(l => (string[])[l.Text, l.Reaction, l.Resource.OnsetDateTime ?? ""])
        );

    internal static Narrative Medications(IReadOnlyList<MedicationLine> lines, Facilities facilities) =>
        NarrativeText.Table(
            ["Thuốc", "Liều dùng", "Từ ngày", "Đến ngày", "Tình trạng", "Nơi kê"],
            lines.Select(l =>
                (string[])
                    [
                        l.Name,
                        l.Dose,
                        l.Since.ToVietnamese(),
                        l.Until?.ToVietnamese() ?? "",
                        SectionWords.Status(l.Status).Vi,
                        facilities.NameOf(l.Facility),
                    ]
            )
        );

    internal static Narrative Immunizations(IReadOnlyList<Injection> lines, Facilities facilities) =>
        NarrativeText.Table(
            ["Vắc xin", "Ngày tiêm", "Mũi", "Nơi tiêm"],
            lines.Select(l => (string[])[l.Vaccine, l.On.ToVietnamese(), $"{l.Dose}", l.Place])
        );

    internal static Narrative Results(IReadOnlyList<ResultLine> lines, Facilities facilities) =>
        NarrativeText.Table(
            ["Chỉ số", "Kết quả", "Thời điểm", "Nơi thực hiện"],
            lines.Select(l =>
                (string[])
                    [
                        l.Name,
                        $"{l.Value} {l.Unit} {l.Conclusion}".Trim(),
                        l.At.ToVietnamese(),
                        facilities.NameOf(l.Facility),
                    ]
            )
        );
}
