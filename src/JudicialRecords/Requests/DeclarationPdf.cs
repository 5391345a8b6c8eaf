using System.Globalization;
using Civic.Documents.Layout;
using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Requests;

/// <summary>
/// The submitted declaration as forms 12/2024/LLTP (oneself) and 13/2024/LLTP (for another) print it.
/// </summary>
internal static class DeclarationPdf
{
    private static readonly TextStyle Small = new()
    {
        Size = 11,
        Italic = true,
        Alignment = TextAlignment.Center,
    };
    private static readonly TextStyle Indented = new() { LeftIndent = 18 };

    internal static byte[] Render(Declaration declaration, Dossier dossier, PolicyPack pack)
    {
        var (code, submittedAt) = (dossier.Code, dossier.SubmittedAt);
        var day = submittedAt.DateInVietnam();
        var forms = pack.Forms.On(day);
        var forAnother = declaration.Requester.Relation != RequesterRelation.Oneself;
        var document = new TaggedDocument(
            new DocumentProperties(
                $"Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp {code}",
                pack.Authorities.On(day).Name.Vi,
                dossier.Channel.IsOnline()
                    ? "Tờ khai đã nộp trực tuyến"
                    : "Tờ khai giấy do bộ phận tiếp nhận nhập",
                "vi-VN",
                submittedAt
            )
        );
        var body = document.Body;
        WriteHead(
            body,
            forAnother ? forms.DeclarationAuthorized : forms.DeclarationSelf,
            pack.Authorities.On(day).Name.Vi
        );
        body.List(
            PersonEntries(declaration)
                .Select(
                    (e, i) => ListEntry.Field(string.Create(CultureInfo.InvariantCulture, $"{i + 1}."), e.Name, e.Value)
                )
        );
        WriteResidences(body, declaration, day);
        WriteRequest(body, declaration);
        WriteEnd(body, declaration, dossier);
        return document.Render();
    }

    private static void WriteHead(Flow body, string form, string authority)
    {
        body.Paragraph($"Mẫu số {form}", new TextStyle { Size = 11, Alignment = TextAlignment.Right })
            .Paragraph(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                new TextStyle
                {
                    Bold = true,
                    Alignment = TextAlignment.Center,
                    SpaceAfter = 0,
                }
            )
            .Paragraph(
                "Độc lập - Tự do - Hạnh phúc",
                new TextStyle
                {
                    Bold = true,
                    Alignment = TextAlignment.Center,
                    SpaceAfter = 2,
                }
            )
            .Rule(150)
            .Space(10)
            .Heading(
                1,
                "TỜ KHAI YÊU CẦU CẤP PHIẾU LÝ LỊCH TƯ PHÁP",
                new TextStyle
                {
                    Bold = true,
                    Size = 14,
                    Alignment = TextAlignment.Center,
                }
            )
            .Paragraph($"Kính gửi: {authority}", new TextStyle { Alignment = TextAlignment.Center, SpaceAfter = 8 });
    }

    private static IEnumerable<(string Name, string Value)> PersonEntries(Declaration declaration)
    {
        var person = declaration.Person;
        if (declaration.Requester is { Relation: not RequesterRelation.Oneself } requester)
        {
            yield return ($"Người yêu cầu ({requester.Relation.Name().Vi.ToLowerInvariant()})", NameOf(requester));
        }

        if (declaration.Requester.Paper is { } paper)
        {
            yield return (
                declaration.Requester.IsAgency ? "Văn bản yêu cầu" : "Văn bản ủy quyền",
                $"số {paper.Number} ngày {paper.Date.ToVietnamese()}"
                    + (paper.Authority is null ? "" : $", công chứng, chứng thực tại {paper.Authority}")
            );
        }

        yield return ("Họ và tên", person.Name.ToUpperInvariant());
        yield return ("Tên gọi khác (nếu có)", person.OtherName ?? "không có");
        yield return ("Giới tính", person.IsMale ? "Nam" : "Nữ");
        yield return ("Ngày, tháng, năm sinh", person.BirthDate.ToVietnamese());
        yield return ("Nơi sinh", person.Birthplace);
        yield return ("Quốc tịch", person.Nationality == "VN" ? "Việt Nam" : person.Nationality);
        yield return ("Dân tộc", person.Ethnicity ?? "không có thông tin");
        yield return ("Nơi thường trú", person.PermanentResidence ?? "không có");
        yield return ("Nơi tạm trú", person.TemporaryResidence ?? "không có");
        yield return ("Số định danh cá nhân", person.Number);
        yield return ("Họ và tên cha", person.Father ?? "không có thông tin");
        yield return ("Họ và tên mẹ", person.Mother ?? "không có thông tin");
        yield return ("Họ và tên vợ hoặc chồng", person.Spouse ?? "không có");
        yield return ("Điện thoại", declaration.Phone);
        yield return ("Thư điện tử", declaration.Email ?? "không có");
    }

    private static string NameOf(Requester requester) =>
        requester.Number.Length == 0 ? requester.Name : $"{requester.Name}, số định danh {requester.Number}";

    private static void WriteResidences(Flow body, Declaration declaration, DateOnly day)
    {
        body.Heading(2, "Quá trình cư trú từ khi đủ 14 tuổi");
        var residences = declaration.Residences;
        if (residences.Length == 0)
        {
            var isBelow = declaration.Person.BirthDate.OldestOn(day) < ResidenceHistory.FromAge;
            body.Paragraph(isBelow ? "Người được cấp Phiếu chưa đủ 14 tuổi." : "Không khai.", Indented);
            return;
        }

        body.Table(
            new Table(
                [2, 2, 6, 3, 4],
                [TableRow.Of("Từ tháng", "Đến tháng", "Nơi thường trú, tạm trú", "Nghề nghiệp", "Nơi làm việc")],
                [
                    .. residences.Select(r =>
                        TableRow.Of(
                            Month(r.From),
                            r.To is null ? "nay" : Month(r.To),
                            OneLine(r.Place),
                            OneLine(r.Occupation ?? ""),
                            OneLine(r.Workplace ?? "")
                        )
                    ),
                ]
            )
        );
    }

    private static void WriteRequest(Flow body, Declaration declaration)
    {
        body.Heading(
            2,
            "Phần khai về án tích, nội dung bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã"
        );
        body.Paragraph(declaration.OwnStatement is { } statement ? OneLine(statement) : "Không khai.", Indented);
        body.Heading(2, "Yêu cầu cấp Phiếu");
        body.Paragraph($"Loại Phiếu: Phiếu lý lịch tư pháp số {(int)declaration.Kind}", Indented);
        if (declaration.Kind == CertificateKind.Number1)
        {
            body.Paragraph(
                "Xác nhận nội dung cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã: "
                    + (declaration.ConfirmBan ? "Có" : "Không"),
                Indented
            );
        }

        body.Paragraph($"Mục đích: {OneLine(declaration.Purpose)}", Indented);
        body.Paragraph(
            declaration.PaperCopies == 0
                ? "Số bản giấy: 0 (chỉ nhận bản điện tử)"
                : $"Số bản giấy: {declaration.PaperCopies}, nhận {DeliveryText(declaration)}",
            Indented
        );
        foreach (var report in declaration.RegisterErrors)
        {
            body.Paragraph($"Báo sai thông tin đã đăng ký ({report.Field}): “{OneLine(report.Stated)}”", Indented);
        }
    }

    private static void WriteEnd(Flow body, Declaration declaration, Dossier dossier)
    {
        var proof = dossier.Channel.IsOnline()
            ? "Đã xác thực bằng tài khoản định danh điện tử mức độ 2."
            : "Bộ phận tiếp nhận nhập từ tờ khai giấy và giấy tờ xuất trình.";
        body.Space(6)
            .Paragraph(
                "Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật "
                    + "về lời khai của mình."
            )
            .Space(6)
            .KeepTogether(end =>
                end.Paragraph(
                        $"Nộp lúc {dossier.SubmittedAt.ToVietnamese()}",
                        new TextStyle { Italic = true, Alignment = TextAlignment.Right }
                    )
                    .Paragraph("Người khai", new TextStyle { Bold = true, Alignment = TextAlignment.Right })
                    .Paragraph(declaration.Requester.Name, new TextStyle { Alignment = TextAlignment.Right })
                    .Paragraph($"Mã hồ sơ {dossier.Code}. {proof}", Small)
            );
    }

    private static string DeliveryText(Declaration declaration) =>
        declaration.Delivery == PaperDelivery.Post
            ? $"qua bưu điện tại: {OneLine(declaration.DeliveryAddress ?? "")}"
            : "tại Bộ phận Một cửa";

    private static string Month(string yearMonth) => YearMonth.TryParse(yearMonth)?.ToVietnamese() ?? yearMonth;

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
