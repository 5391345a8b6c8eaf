using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.HealthRecord.Web;

[AllowAnonymous]
internal sealed class LevelModel : PageModel;
