using System.Diagnostics;
using Civic.Shared.Web;
using Civic.Signing.Issuance;

namespace Civic.Signing.Web;

/// <summary>A status in words: its name, what it says and what it means for whoever was handed the document.</summary>
internal sealed record Standing(string Kind, Bilingual Name, Bilingual Says, Bilingual Means)
{
    private static readonly Standing ReceiptCancelled = new("danger", new("Đã bị hủy", "Cancelled"),
        new("Biên lai này đã bị hủy và không còn giá trị.", "This receipt was cancelled and no longer stands."),
        new("Khoản tiền ghi trên đó đã được hoàn lại, hoặc được ghi trên một biên lai khác. Đừng dùng biên lai này để "
            + "chứng minh đã nộp tiền hoặc để quyết toán.",
            "The money was given back, or is recorded by another receipt. Don't take it as proof of payment or in "
            + "accounts."));

    internal static Standing Of(IssuedDocument document) =>
        document is { Kind: IssuanceRequest.Receipt, Status: IssuanceStatus.Cancelled }
            ? ReceiptCancelled
            : Of(document.Status);

    internal static Standing Of(IssuanceStatus status) => status switch
    {
        IssuanceStatus.Valid => new("success", new("Còn giá trị", "Valid"),
            new("Văn bản này đã được cấp và còn giá trị.", "This document was issued and stands."),
            new("Chưa có quyết định nào thay đổi nó.", "No decision has changed it.")),
        IssuanceStatus.Supplemented => new("warning", new("Đã bổ sung", "Supplemented"),
            new("Văn bản này đã được bổ sung.", "This document was supplemented."),
            new("Phải đọc cùng với quyết định bổ sung dưới đây.", "Read it together with the decision below.")),
        IssuanceStatus.Corrected => new("warning", new("Đã đính chính", "Corrected"),
            new("Văn bản này đã được đính chính.", "This document was corrected."),
            new("Nội dung cũ không còn đúng; hãy đọc cùng quyết định đính chính dưới đây.",
                "What it said before is no longer right; read it together with the decision below.")),
        IssuanceStatus.Revoked => new("danger", new("Đã bị thu hồi", "Revoked"),
            new("Văn bản này đã bị thu hồi và không còn giá trị.", "This document was revoked and no longer stands."),
            new("Đừng dùng hoặc chấp nhận văn bản này.", "Don't use or accept it.")),
        IssuanceStatus.Cancelled => new("danger", new("Đã bị hủy bỏ", "Cancelled"),
            new("Văn bản này đã bị hủy bỏ và không còn giá trị.", "This document was cancelled and no longer stands."),
            new("Đừng dùng hoặc chấp nhận văn bản này.", "Don't use or accept it.")),
        _ => throw new UnreachableException($"Status {status} has no words."),
    };
}
