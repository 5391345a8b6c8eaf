using Civic.JudicialRecords.Policies;
using Civic.Shared.Identity;
using Civic.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>
/// What the service is, what it costs, how long it takes, who may ask; the figures are those of the policy pack.
/// </summary>
[AllowAnonymous]
internal sealed class IndexModel(PolicyPack pack, TimeProvider clock) : PageModel
{
    public Bilingual Price { get; private set; } = new("", "");

    public Bilingual Days { get; private set; } = new("", "");

    public void OnGet()
    {
        var today = clock.TodayInVietnam();
        var fee = pack.Fees.On(today);
        var list = new Bilingual(
            $"{fee.Base}; học sinh, sinh viên, người có công, thân nhân liệt sỹ {fee.ReducedBase}.",
            $"{fee.Base}; {fee.ReducedBase} for students, people with meritorious service and martyrs' relatives."
        );
        Price = pack.Support.Find(today) is null
            ? list
            : new(
                $"{list.Vi} Thành phố đang trả thay phí này cho người cư trú tại Hà Nội yêu cầu qua VNeID.",
                $"{list.En} At present the city pays it for residents of Hanoi who ask through VNeID."
            );
        var limit = pack.Deadlines.On(today);
        Days = new(
            $"{limit.OrdinaryDays} ngày kể từ ngày tiếp nhận; {limit.ExtendedDays} ngày nếu phải xác minh ở nhiều nơi.",
            $"{limit.OrdinaryDays} days from acceptance; {limit.ExtendedDays} where several places must be asked."
        );
    }
}
