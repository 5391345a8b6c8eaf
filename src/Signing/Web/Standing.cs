using System.Diagnostics;
using Civic.Shared.Web;
using Civic.Signing.Issuance;

namespace Civic.Signing.Web;

/// <summary>A status in words: its name, what it says and what it means for whoever was handed the document.</summary>
internal sealed record Standing(string Kind, Bilingual Name, Bilingual Says, Bilingual Means)
{
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
