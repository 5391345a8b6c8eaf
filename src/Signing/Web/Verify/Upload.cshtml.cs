using Civic.Documents.Reading;
using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Civic.Signing.Validation;
using Civic.Signing.Validation.Pictures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.Signing.Web.Verify;

/// <summary>The findings about an uploaded file in plain sentences.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Verification)]
internal sealed class UploadModel(DocumentValidator validator, PageRenderer renderer, Words words) : PageModel
{
    public ValidationReport? Report { get; private set; }

    /// <summary>Only where content was changed after signing.</summary>
    public PageComparison? Comparison { get; private set; }

    public async Task OnPostAsync(IFormFile? file, CancellationToken cancellation)
    {
        switch (file is null ? new UploadedPdf.Missing() : await UploadedPdf.ReadAsync(file, cancellation))
        {
            case UploadedPdf.TooLarge:
                Refuse(words["Tệp lớn hơn 20 MB nên không được đọc. Hãy chọn đúng tệp PDF đã nhận.",
                    "The file is larger than 20 MB and was not read. Choose the PDF that you received."]);
                break;
            case UploadedPdf.Received(var bytes):
                await JudgeAsync(bytes, cancellation);
                break;
            default:
                Refuse(words["Chưa có tệp nào được chọn. Hãy chọn tệp PDF cần kiểm tra.",
                    "No file was chosen. Choose the PDF that is to be checked."]);
                break;
        }
    }

    private async Task JudgeAsync(byte[] bytes, CancellationToken cancellation)
    {
        switch (await validator.ValidateAsync(bytes, cancellation))
        {
            case ValidationOutcome.Judged(var report):
                Report = report;
                Comparison = await PageComparison.OfAsync(report, bytes, renderer, cancellation);
                break;
            case ValidationOutcome.Refused(PdfReadFailure.Encrypted):
                Refuse(words["Tệp được mã hóa nên không kiểm tra được. Hãy xin bản không đặt mật khẩu hay hạn chế.",
                    "The file is encrypted and can't be checked. Ask for it without a password or restrictions."]);
                break;
            case ValidationOutcome.Refused(PdfReadFailure.TooLarge):
                Refuse(words[
                    "Tệp đòi hỏi nhiều bộ nhớ hoặc thời gian hơn mức một tài liệu cỡ này cần. Hãy xin lại tệp gốc.",
                    "The file needs more memory or time than a document of its size should. Ask for the original."]);
                break;
            default:
                Refuse(words[
                    "Tệp này không đọc được như một tệp PDF: nó bị hỏng hoặc là loại khác. Hãy xin lại tệp gốc.",
                    "This file can't be read as a PDF: it is damaged or of another kind. Ask for the original."]);
                break;
        }
    }

    private void Refuse(string why)
    {
        ModelState.AddModelError("file", why);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
