using Civic.HealthRecord.Access;
using Civic.HealthRecord.Summaries;
using Civic.Shared.SignIn;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web.Citizen;

[Authorize(Policy = Policies.Citizen)]
internal sealed class SignedSummariesModel(CurrentOwner current, SummaryRequests summaries) : PageModel
{
    public IReadOnlyList<SummaryLine> Lines { get; private set; } = [];

    public static Bilingual WordsFor(string trouble) => trouble switch
    {
        SigningClient.TimestampUnavailable => new(
            "Dịch vụ cấp dấu thời gian chưa trả lời. Bản tóm tắt được giữ và sẽ tự ký tiếp; ông/bà không phải làm gì.",
            "The time-stamp service does not answer. The summary is kept and will be signed by itself; nothing to do."),
        SigningClient.SignerRevocationUnavailable or SigningClient.TimestampRevocationUnavailable => new(
            "Tổ chức cấp chứng thư số chưa trả lời. Bản tóm tắt được giữ và sẽ tự ký tiếp; ông/bà không phải làm gì.",
            "The certificate authority does not answer. The summary is kept and will be signed by itself; nothing to "
                + "do."),
        SummarySteps.SourcesUnavailable => new(
            "Chưa lấy được dữ liệu từ các nguồn. Hệ thống sẽ tự thử lại; ông/bà có thể quay lại sau.",
            "The sources cannot be reached. It will be tried again by itself; come back later."),
        _ => new(
            "Việc ký đang phải chờ. Bản tóm tắt được giữ và sẽ tự ký tiếp; ông/bà không phải làm gì.",
            "Signing has to wait. The summary is kept and will be signed by itself; nothing to do."),
    };

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Lines = await summaries.OfAsync(await current.GetAsync(cancellation), cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await summaries.RequestAsync(await current.GetAsync(cancellation), cancellation);
        return new SeeOther("/ho-so/tom-tat");
    }
}
