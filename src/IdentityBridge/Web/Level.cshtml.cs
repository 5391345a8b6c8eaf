using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.IdentityBridge.Web;

/// <summary>A level-1 person at the bridge's own pages.</summary>
internal sealed class LevelModel : PageModel
{
    public RefusalTexts Refusal { get; } = RefusalTexts.LevelTooLow;
}
