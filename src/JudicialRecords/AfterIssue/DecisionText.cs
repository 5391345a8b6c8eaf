using Civic.JudicialRecords.Certificates;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.AfterIssue;

/// <summary>A decision under Art. 50 as Decree 30/2020, annex III, lays decisions out.</summary>
internal static class DecisionText
{
    /// <summary>Number, date and signer are put in when the competent person is about to sign.</summary>
    internal static PaperContent Write(
        DecisionDraft draft, Dossier dossier, Certificate certificate, PaperAuthor author, PolicyPack pack)
    {
        var day = author.Now.DateInVietnam();
        var authority = pack.Authorities.On(day);
        var person = Declarations.Of(dossier).Person;
        var verb = Verb(draft.Kind);
        var certified = $"Phiếu lý lịch tư pháp số {(int)dossier.Kind}, số {certificate.PrintedNumber} ngày "
            + $"{certificate.IssueDate.ToVietnamese()} cấp cho {(person.IsMale ? "ông" : "bà")} {person.Name}, "
            + $"số định danh cá nhân {person.Number}";
        string[] articles =
        [
            $"Điều 1. {verb} {certified}.",
            .. draft.Wording is { } wording
                ? [$"Nội dung {verb.ToLowerInvariant()}: {wording}"]
                : Array.Empty<string>(),
            $"Lý do: {draft.Reason}",
            $"Điều 2. {Consequence(draft.Kind)}"
                + (draft.Anew ? " Cấp lại Phiếu lý lịch tư pháp cho người nêu tại Điều 1, không thu phí." : ""),
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Người nêu tại Điều 1 và các đơn vị liên quan chịu trách "
                + "nhiệm thi hành; có quyền khiếu nại theo Điều 52 Luật Lý lịch tư pháp.",
        ];
        return new PaperContent
        {
            HeaderLines = [.. authority.HeaderLines],
            Number = "……",
            Place = authority.Place,
            IssueDate = day,
            Title = "QUYẾT ĐỊNH",
            Subtitle = $"Về việc {verb.ToLowerInvariant()} Phiếu lý lịch tư pháp",
            Issuer = $"{authority.HeadTitle} "
                + authority.Name.Vi.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN")),
            Grounds =
            [
                "Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009, Điều 50;",
                $"Theo đề nghị của {author.Title} {author.Name},",
            ],
            Parts = [new() { Heading = "QUYẾT ĐỊNH:" }, .. articles.Select(PaperPart.Of)],
            Recipients = ["Như Điều 3", "Cơ quan quản lý cơ sở dữ liệu lý lịch tư pháp", "Lưu hồ sơ"],
            SignerTitles = [authority.HeadTitle],
            SignerName = "",
        };
    }

    internal static string Verb(PaperKind kind) => kind switch
    {
        PaperKind.Supplement => "Bổ sung",
        PaperKind.Correction => "Đính chính",
        PaperKind.Revocation => "Thu hồi",
        PaperKind.Cancellation => "Hủy bỏ",
        _ => throw new System.Diagnostics.UnreachableException($"{kind} is no decision of Art. 50."),
    };

    private static string Consequence(PaperKind kind) => kind is PaperKind.Revocation or PaperKind.Cancellation
        ? "Phiếu nêu tại Điều 1 không còn giá trị sử dụng, cả bản điện tử và bản giấy."
        : "Phiếu nêu tại Điều 1 chỉ có giá trị khi sử dụng cùng Quyết định này.";
}
