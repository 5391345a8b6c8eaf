using System.Globalization;
using Civic.AppHost.Demo;
using Civic.Browsing;

namespace Civic.AppHost.Bench;

/// <summary>A request for one's own certificate number 1, filled in up to the page before it is sent.</summary>
internal static class PlainRequest
{
    internal static async Task<Page> ReviewAsync(Actor actor, string site, int copies, CancellationToken cancellation)
    {
        var form = (await actor.SignInAsync($"{site}/requests/new", cancellation)).MustBe();
        var livedHereSince = actor.Persona.BirthDate.AddYears(14);
        return (await form.Form("#request")
            .Fill("Form.Kind", "1")
            .Fill("Form.ConfirmBan", "no")
            .Fill("Form.Purpose", "work")
            .Fill("Form.Residences[0].From", livedHereSince.ToString("MM/yyyy", CultureInfo.InvariantCulture))
            .Fill("Form.Phone", "0900000000")
            .Fill("Form.PaperCopies", copies.ToString(CultureInfo.InvariantCulture))
            .Fill("Form.Delivery", "counter")
            .Press("review").SendAsync(cancellation)).MustBe();
    }
}
