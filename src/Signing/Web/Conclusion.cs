using Civic.Shared.Web;
using Civic.Signing.Validation;

namespace Civic.Signing.Web;

/// <summary>A report in one sentence, and what it means for whoever was handed the file.</summary>
internal sealed record Conclusion(string Kind, Bilingual Says, Bilingual Means)
{
    internal static Conclusion Of(ValidationReport report) => (report.Verdict, report.Issued, report.Status) switch
    {
        (_, "altered", _) => new("danger",
            new("Đây không phải là tệp đã cấp: tệp đã bị thay đổi.",
                "This is not the file that was issued: it was changed."),
            new("Đừng chấp nhận tệp này. Hãy xin tệp gốc hoặc xem văn bản theo số.",
                "Don't accept it. Ask for the original file, or look the document up by its number.")),
        ("TOTAL-FAILED", _, _) => new("danger",
            new("Chữ ký không có giá trị hoặc nội dung đã bị thay đổi sau khi ký.",
                "A signature is not valid, or the content was changed after signing."),
            new("Đừng chấp nhận tệp này.", "Don't accept this file.")),
        _ when report.Statement is "differs" or "other-document" or "not-ours" => new("danger",
            new("Mã QR trong tệp không thuộc về văn bản này.", "The QR code in the file is not this document's."),
            new("Mã do người khác tạo hoặc chép từ văn bản khác. Đừng chấp nhận tệp này.",
                "Somebody else made it, or copied it from another document. Don't accept this file.")),
        (_, _, "revoked" or "cancelled") => new("danger",
            new("Tệp là thật nhưng văn bản không còn giá trị.",
                "The file is genuine, but the document no longer stands."),
            new("Văn bản đã bị thu hồi hoặc hủy bỏ. Xem quyết định hoặc thông báo ở trang của văn bản.",
                "It was revoked or cancelled. See the decision or notice on the document's page.")),
        (IndicationNames.NoSignature, _, _) => new("danger",
            new("Tệp này không có chữ ký số.", "This file has no digital signature."),
            new("Không có gì chứng minh nó do thành phố cấp. Đừng chấp nhận.",
                "Nothing proves that the city issued it. Don't accept it.")),
        ("TOTAL-PASSED", "yes", "valid") => new("success",
            new("Tệp đúng là tệp đã cấp, còn nguyên vẹn và còn giá trị.",
                "This is the file that was issued; it is intact and stands."),
            new("Mọi chữ ký đều có giá trị.", "All signatures are valid.")),
        ("TOTAL-PASSED", "yes", _) => new("warning",
            new("Tệp đúng là tệp đã cấp, nhưng văn bản đã được bổ sung hoặc đính chính.",
                "This is the file that was issued, but it was supplemented or corrected since."),
            new("Hãy đọc cùng quyết định ở trang của văn bản.", "Read it with the decision on the document's page.")),
        ("TOTAL-PASSED", _, _) => new("warning",
            new("Chữ ký có giá trị, nhưng chúng tôi không thấy tệp này trong sổ cấp.",
                "The signatures are valid, but this file is not in the log of what was issued."),
            new("Tệp có thể chưa được cấp chính thức hoặc do nơi khác cấp. Hãy hỏi cơ quan đã ký.",
                "It may not have been issued yet, or somebody else issued it. Ask the agency that signed.")),
        _ => new("warning",
            new("Chưa thể kết luận về chữ ký.", "The signatures can't be judged for now."),
            new("Lý do ghi ở từng chữ ký dưới đây. Nếu cần, hãy kiểm tra lại sau ít phút.",
                "The reason stands with each signature below. If need be, check again in a few minutes.")),
    };

    internal static string KindOf(SignatureReport signature) => signature.Indication switch
    {
        "TOTAL-PASSED" => "success",
        "INDETERMINATE" => "warning",
        _ => "danger",
    };

    internal static Bilingual NameOf(SignatureReport signature) => signature.Indication switch
    {
        "TOTAL-PASSED" => new("Có giá trị", "Valid"),
        "INDETERMINATE" => new("Chưa kết luận được", "Can't be judged for now"),
        _ => new("Không có giá trị", "Not valid"),
    };
}
