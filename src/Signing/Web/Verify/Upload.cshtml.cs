using Civic.Shared.Hosting;
using Civic.Shared.Web;
using Civic.Signing.Validation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Civic.Signing.Web.Verify;

/// <summary>The findings about an uploaded file in plain sentences.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Verification)]
internal sealed class UploadModel(DocumentValidator validator, Words words) : PageModel
{
    public ValidationReport? Report { get; private set; }

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
        if (await validator.ValidateAsync(bytes, cancellation) is ValidationOutcome.Judged judged)
        {
            Report = judged.Report;
            return;
        }

        Refuse(words[
            "Tệp này không đọc được như một tệp PDF: nó bị hỏng, được mã hóa hoặc là loại khác. Hãy xin lại tệp gốc.",
            "This file can't be read as a PDF: it is damaged, encrypted or of another kind. Ask for the original."]);
    }

    private void Refuse(string why)
    {
        ModelState.AddModelError("file", why);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
