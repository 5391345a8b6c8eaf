using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Sessions;

/// <summary>
/// Tells services that a session has ended (OpenID Connect Back-Channel Logout §2.5), at once and then again until
/// each has confirmed or a day has passed.
/// </summary>
internal sealed class LogoutNotices(
    IdentityDbContext database, ClientRegistry clients, TokenWriter tokens, IHttpClientFactory http,
    CivicSettings settings, TimeProvider clock)
{
    internal const string HttpClientName = "logout-notices";

    /// <summary>Tells what is due, each service once; a claimed notice is told by one replica only.</summary>
    internal async Task TellDueAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var due = await database.LogoutNotices.AsNoTracking().Where(n => n.NextAt != null && n.NextAt <= now)
            .OrderBy(n => n.NextAt).Take(50).ToListAsync(cancellation);
        foreach (var notice in due)
        {
            var next = Resending.Next(notice.Attempts, now);
            var claimed = await database.LogoutNotices
                .Where(n => n.Sid == notice.Sid && n.Attempts == notice.Attempts && n.NextAt != null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(n => n.Attempts, n => n.Attempts + 1).SetProperty(n => n.NextAt, next),
                    cancellation);
            if (claimed == 1)
            {
                await TellAsync(notice.Sid, cancellation);
            }
        }
    }

    private async Task TellAsync(string sid, CancellationToken cancellation)
    {
        var session = await database.ServiceSessions.AsNoTracking().SingleAsync(s => s.Sid == sid, cancellation);
        var confirmed = clients.Find(session.ClientId)?.BackchannelLogoutUri is { } address
            && await IsConfirmedAsync(address, session, cancellation);
        if (!confirmed)
        {
            return;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var now = clock.GetUtcNow();
        await database.LogoutNotices.Where(n => n.Sid == sid).ExecuteUpdateAsync(
            set => set.SetProperty(n => n.ConfirmedAt, now).SetProperty(n => n.NextAt, (DateTimeOffset?)null),
            cancellation);
        database.Audit(clock, session.ClientId, "logout.confirmed", session.Subject);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<bool> IsConfirmedAsync(Uri address, ServiceSession session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var token = await tokens.SignStatementAsync(
            "logout+jwt",
            new Dictionary<string, object>
            {
                ["iss"] = settings.OwnAddress,
                ["aud"] = session.ClientId,
                ["sub"] = session.Subject,
                ["sid"] = session.Sid,
                ["iat"] = now,
                ["exp"] = now + 120,
                ["jti"] = Secrets.New(),
                ["events"] = new Dictionary<string, object>
                {
                    [BackchannelLogout.Event] = new Dictionary<string, object>(),
                },
            },
            cancellation);
        try
        {
            using var form = new FormUrlEncodedContent([new("logout_token", token)]);
            using var answer = await http.CreateClient(HttpClientName).PostAsync(address, form, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
