using Civic.JudicialRecords.Fees;
using Civic.JudicialRecords.Papers;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.Shared.Identity;
using Civic.Shared.Web;

namespace Civic.JudicialRecords.Payments;

/// <summary>
/// The receipt as the payer keeps it, and the notice that cancels it. Neither prints an ID number, nor the class for
/// which somebody is exempt: a receipt is shown to employers.
/// </summary>
internal static class ReceiptPapers
{
    internal static PaperContent Receipt(PaperHead head, Dossier dossier, PaymentOrder order, Receipt receipt)
    {
        var paid = new List<PaperField>
        {
            new("Số tiền đã nhận (amount received)", receipt.Amount.ToString()),
            new("Bằng chữ (in words)", AmountInWords.Of(receipt.Amount)),
            Of("Hình thức", "method", MethodOf(receipt.Method)),
            new("Thời gian (time)", receipt.IssuedAt.ToVietnamese()),
        };
        if (order is { Method: PaymentMethod.Transfer, Reference: { } reference })
        {
            paid.Add(new("Số tham chiếu của ngân hàng (bank's reference)", reference));
        }

        List<PaperPart> parts = [PaperPart.Of([.. Whom(dossier)])];
        if (dossier.FeeDecided && dossier.FeeList > Money.Zero)
        {
            parts.Add(new PaperPart { Table = FeeByLine(dossier) });
        }

        parts.Add(PaperPart.Of([.. paid]));
        if (Remark(dossier, order) is { } remark)
        {
            parts.Add(Both(remark));
        }

        parts.Add(Both(new(
            "Khi khoản tiền này được hoàn lại hoặc được ghi lại với số khác, biên lai bị hủy và trang xác thực nói rõ "
                + "điều đó. Hãy kiểm tra bằng mã QR trước khi dùng biên lai để quyết toán.",
            "If this money is given back or recorded anew, the receipt is cancelled and the verification page says so. "
                + "Check it by its QR code before it is used in accounts.")));
        return Signed(head, "BIÊN LAI ĐIỆN TỬ THU PHÍ", "Electronic fee receipt", [.. parts]);
    }

    /// <param name="head">Of the notice.</param>
    /// <param name="dossier">For which the money was taken.</param>
    /// <param name="receipt">The one that is cancelled.</param>
    /// <param name="now">What is held for the order from now on, and the receipt that says so.</param>
    internal static PaperContent Cancellation(
        PaperHead head, Dossier dossier, Receipt receipt, (Money Held, string? Number) now)
    {
        Bilingual why = now.Number is { } anew
            ? new($"Số tiền giữ lại là {now.Held}, được ghi trên biên lai số {anew}.",
                $"The amount held is {now.Held}, recorded by receipt {anew}.")
            : new($"Khoản tiền {receipt.Amount} đã được hoàn lại cho người nộp.",
                $"{receipt.Amount} was given back to the payer.");
        return Signed(head, "THÔNG BÁO HỦY BIÊN LAI ĐIỆN TỬ", "Notice that an electronic receipt is cancelled",
            [
                PaperPart.Of([
                    new PaperField("Biên lai bị hủy (receipt cancelled)", receipt.Number),
                    new PaperField("Ngày lập biên lai (issued)", receipt.IssuedAt.ToVietnamese()),
                    new PaperField("Số tiền ghi trên biên lai (amount)", receipt.Amount.ToString()),
                    .. Whom(dossier),
                    new PaperField("Thời gian hủy (cancelled)", head.Author.Now.ToVietnamese()),
                ]),
                Both(why),
                Both(new(
                    "Biên lai nêu trên không còn giá trị kể từ thời điểm này.",
                    "From that moment on the receipt named above is not valid.")),
            ]);
    }

    /// <summary>Numbers of the receipts among them that no longer stand.</summary>
    internal static HashSet<string> CancelledAmong(IEnumerable<Paper> papers) =>
        [.. papers.Where(p => p.Kind == PaperKind.ReceiptCancellation).Select(p => p.Wording!)];

    private static IEnumerable<PaperField> Whom(Dossier dossier)
    {
        var declaration = Declarations.Of(dossier);
        yield return new("Mã hồ sơ (request)", dossier.Code);
        yield return new("Người nộp (payer)", declaration.Requester.Name);
        yield return new("Người được cấp Phiếu (person certified)", declaration.Person.Name);
        yield return new("Nội dung thu (for)",
            $"Phí cung cấp thông tin lý lịch tư pháp, Phiếu số {(int)dossier.Kind} (criminal record certificate)");
    }

    /// <summary>List = waived + city + citizen, as the dossier has it.</summary>
    private static string[][] FeeByLine(Dossier dossier)
    {
        var extra = ExtraCopies(dossier);
        List<string[]> rows =
        [
            ["Khoản", "Item", "Số tiền"],
            ["Phí cung cấp thông tin", "Fee for the information", $"{dossier.FeeList - extra}"],
        ];
        if (extra > Money.Zero)
        {
            rows.Add(["Bản giấy thêm", "Extra paper copies", $"{extra}"]);
        }

        if (dossier.FeeWaived > Money.Zero)
        {
            rows.Add(["Được miễn, giảm", "Waived", $"−{dossier.FeeWaived}"]);
        }

        if (dossier.FeeCity > Money.Zero)
        {
            rows.Add(["Thành phố hỗ trợ", "Paid by the city", $"−{dossier.FeeCity}"]);
        }

        rows.Add(["Người yêu cầu nộp", "Due from the requester", $"{dossier.FeeCitizen}"]);
        return [.. rows];
    }

    private static Money ExtraCopies(Dossier dossier) => dossier.FeeTraceJson == "{}"
        ? Money.Zero
        : LawJson.Read<FeeRecord>(dossier.FeeTraceJson).Assessment.Trace
            // The city's support for them has a line of that name, too; it lowers.
            .Where(l => l.Amount > Money.Zero && l.Clause.EndsWith(":extra-copies", StringComparison.Ordinal))
            .Aggregate(Money.Zero, (sum, l) => sum + l.Amount);

    /// <summary>Where what was taken is not simply the fee.</summary>
    private static Bilingual? Remark(Dossier dossier, PaymentOrder order) => order switch
    {
        { Status: PaymentStatus.RefundAsked } => new(
            "Khoản tiền này không phải nộp cho hồ sơ và đang được hoàn lại.",
            "This money is not owed for the request and is being given back."),
        { Status: PaymentStatus.WrongAmount } => new(
            $"Số tiền nhận được khác số phải nộp ({order.Amount}); hồ sơ chưa được chuyển đi.",
            $"The amount is not what was due ({order.Amount}); the request has not moved on."),
        _ when !dossier.FeeDecided => new(
            "Mức phí chưa được xác định; phần vượt mức phí được hoàn lại.",
            "The fee is not decided yet; what is beyond it goes back."),
        _ when order.Held < dossier.FeeCitizen => new(
            "Biên lai này ghi một phần số phải nộp.", "This receipt is for a part of what is due."),
        _ when order.Held > dossier.FeeCitizen => new(
            "Phần vượt mức phí được hoàn lại.", "What is beyond the fee goes back."),
        _ => null,
    };

    private static Bilingual MethodOf(PaymentMethod method) => method switch
    {
        PaymentMethod.Cash => new("tiền mặt tại quầy", "cash at the counter"),
        PaymentMethod.Transfer => new("chuyển khoản", "bank transfer"),
        PaymentMethod.Vneid => new("trực tuyến trên ứng dụng VNeID", "online in the VNeID application"),
        _ => new("trực tuyến qua cổng thanh toán", "online at the payment gateway"),
    };

    private static PaperField Of(string vi, string en, Bilingual value) =>
        new($"{vi} ({en})", $"{value.Vi} ({value.En})");

    private static PaperPart Both(Bilingual text) => new() { Text = text.Vi, English = text.En };

    private static PaperContent Signed(PaperHead head, string title, string english, PaperPart[] parts) =>
        head.With(title, null, parts, ["Người nộp", "Lưu hồ sơ"]) with { EnglishTitle = english };
}
