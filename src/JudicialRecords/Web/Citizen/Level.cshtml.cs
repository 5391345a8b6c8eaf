using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.JudicialRecords.Web.Citizen;

/// <summary>Where the sign-in leads a person whose account has level 1 only.</summary>
[AllowAnonymous]
internal sealed class LevelModel : PageModel;
