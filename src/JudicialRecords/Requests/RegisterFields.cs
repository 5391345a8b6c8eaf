using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Requests;

/// <summary>The fields that the population register fills in: shown, never asked, and open to "báo sai".</summary>
internal static class RegisterFields
{
    internal static IReadOnlyList<RegisterField> Of(CertifiedPerson person) =>
        [
            new("Name", new("Họ và tên", "Full name"), person.Name),
            new("Number", new("Số định danh cá nhân", "Personal ID number"), person.Number),
            new("IsMale", new("Giới tính", "Sex"), person.IsMale ? "Nam" : "Nữ"),
            new("BirthDate", new("Ngày sinh", "Date of birth"), person.BirthDate.ToVietnamese()),
            new(
                "Nationality",
                new("Quốc tịch", "Nationality"),
                person.Nationality == "VN" ? "Việt Nam" : person.Nationality
            ),
            new("Ethnicity", new("Dân tộc", "Ethnic group"), person.Ethnicity),
            new("PermanentResidence", new("Nơi thường trú", "Permanent residence"), person.PermanentResidence),
            new("TemporaryResidence", new("Nơi tạm trú", "Temporary residence"), person.TemporaryResidence),
            new("Father", new("Họ tên cha", "Father"), person.Father),
            new("Mother", new("Họ tên mẹ", "Mother"), person.Mother),
            new("Spouse", new("Họ tên vợ hoặc chồng", "Spouse"), person.Spouse),
        ];

    internal static RegisterErrorReport[] ReportsOf(RequestForm form, CertifiedPerson person) =>
        [
            .. from field in Of(person)
            let stated = form.Reports.GetValueOrDefault(field.Name)?.Trim()
            where stated is { Length: > 0 } && stated != field.Value
            select new RegisterErrorReport(field.Name, field.Value ?? "", stated.Length > 300 ? stated[..300] : stated),
        ];
}

/// <param name="Value">Null where the register holds nothing.</param>
internal sealed record RegisterField(string Name, Bilingual Label, string? Value);
