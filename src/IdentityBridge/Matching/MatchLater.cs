using Civic.IdentityBridge.Sessions;
using Civic.Shared.Hosting;

namespace Civic.IdentityBridge.Matching;

/// <summary>
/// Asks the register about those who were let in while it did not answer. Whom it questions is signed out: the next
/// login shows them why.
/// </summary>
internal sealed class MatchLater(AccountLinks links, ServiceSessions sessions) : IHourlyWork
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (asked, questioned) = await links.AskAgainAsync(cancellation);
        foreach (var person in questioned)
        {
            await sessions.EndAsync(
                await sessions.ConcerningAsync(person, cancellation), "population", cancellation);
        }

        return asked;
    }
}
