using Civic.Messages.Inbox;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Civic.Messages.Web;

/// <summary>What one recipient got.</summary>
[ResponseCache(NoStore = true)]
internal sealed class InboxModel(SentMessages sent) : PageModel
{
    public IReadOnlyList<SentMessage> Messages { get; private set; } = [];

    public void OnGet(string recipient) => Messages = sent.To(recipient);
}
