using System.Net.Http.Headers;
using System.Text;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Tokens;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn.Events;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Misuse;

/// <summary>
/// Tells services of a misused account by security event tokens (RFC 8417), pushed one by one (RFC 8935) until each is
/// acknowledged or a day has passed.
/// </summary>
internal sealed partial class SecurityEvents(
    IdentityDbContext database, ClientRegistry clients, TokenWriter tokens, IHttpClientFactory http,
    EventContext context, ILogger<SecurityEvents> logger)
{
    /// <summary>Enters what every service that knows the person must hear; saved by the caller.</summary>
    internal async Task EnterAsync(AccountFreeze freeze, string[] types, CancellationToken cancellation)
    {
        var now = context.Clock.GetUtcNow();
        var subjects = await database.PairwiseSubjects.AsNoTracking().Where(s => s.PersonId == freeze.PersonId)
            .ToDictionaryAsync(s => s.Sector, s => s.Subject, cancellation);
        foreach (var client in clients.All
            .Where(c => c.SecurityEventsUri is not null && subjects.ContainsKey(c.Agency)))
        {
            database.SecurityEvents.AddRange(types.Select(type => new SecurityEvent
            {
                Jti = Guid.CreateVersion7(now).ToString("N"),
                FreezeId = freeze.Id,
                ClientId = client.ClientId,
                Subject = subjects[client.Agency],
                Type = type,
                At = now,
                NextAt = now,
            }));
        }
    }

    /// <summary>
    /// Pushes what is due, side by side: a receiver that hangs holds up nobody else. A claimed event is pushed by one
    /// replica only.
    /// </summary>
    internal async Task TellDueAsync(CancellationToken cancellation)
    {
        var now = context.Clock.GetUtcNow();
        var due = await database.SecurityEvents.AsNoTracking().Where(e => e.NextAt != null && e.NextAt <= now)
            .OrderBy(e => e.NextAt).Take(50).ToListAsync(cancellation);
        var pushed = new List<(SecurityEvent Event, Task<bool> IsTaken)>();
        foreach (var one in due)
        {
            var next = Resending.Next(one.Attempts, now);
            var claimed = await database.SecurityEvents
                .Where(e => e.Jti == one.Jti && e.Attempts == one.Attempts && e.NextAt != null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(e => e.Attempts, e => e.Attempts + 1).SetProperty(e => e.NextAt, next),
                    cancellation);
            if (claimed == 1 && clients.Find(one.ClientId)?.SecurityEventsUri is { } address)
            {
                var token = await tokens.SignStatementAsync("secevent+jwt", ClaimsOf(one), cancellation);
                pushed.Add((one, IsTakenAsync(address, one, token, cancellation)));
            }
        }

        foreach (var (one, isTaken) in pushed)
        {
            if (await isTaken)
            {
                await ConfirmAsync(one, cancellation);
            }
        }
    }

    private async Task ConfirmAsync(SecurityEvent one, CancellationToken cancellation)
    {
        var now = context.Clock.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        await database.SecurityEvents.Where(e => e.Jti == one.Jti).ExecuteUpdateAsync(
            set => set.SetProperty(e => e.ConfirmedAt, now).SetProperty(e => e.NextAt, (DateTimeOffset?)null),
            cancellation);
        database.Audit(context.Clock, one.ClientId, "security-event.confirmed", one.Subject,
            detail: new Dictionary<string, string> { ["type"] = one.Type });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<bool> IsTakenAsync(
        Uri address, SecurityEvent one, string token, CancellationToken cancellation)
    {
        try
        {
            using var body = new StringContent(token, Encoding.ASCII);
            body.Headers.ContentType = new MediaTypeHeaderValue(SecurityEventTypes.MediaType);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await http.CreateClient(LogoutNotices.HttpClientName)
                .SendAsync(request, cancellation);
            if ((int)answer.StatusCode == StatusCodes.Status400BadRequest)
            {
                LogRefused(logger, one.ClientId, one.Jti);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>
    /// One event a token, its subject beside it, no sub and no exp (SSF 1.0 §4.1): nobody can take it for another
    /// token of the bridge.
    /// </summary>
    private Dictionary<string, object> ClaimsOf(SecurityEvent one)
    {
        var what = new Dictionary<string, object> { ["event_timestamp"] = one.At.ToUnixTimeSeconds() };
        if (one.Type == SecurityEventTypes.SessionRevoked)
        {
            what["initiating_entity"] = "user";
        }
        else if (one.Type == SecurityEventTypes.AccountDisabled)
        {
            what["reason"] = SecurityEventTypes.Hijacking;
        }

        return new()
        {
            ["iss"] = context.Issuer,
            ["aud"] = one.ClientId,
            ["jti"] = one.Jti,
            ["iat"] = one.At.ToUnixTimeSeconds(),
            ["txn"] = one.FreezeId.ToString("N"),
            ["sub_id"] = new Dictionary<string, object>
            {
                ["format"] = "iss_sub",
                ["iss"] = context.Issuer,
                ["sub"] = one.Subject,
            },
            ["events"] = new Dictionary<string, object> { [one.Type] = what },
        };
    }

    [LoggerMessage(LogLevel.Warning, "{Client} refused security event {Id}; it is told again")]
    private static partial void LogRefused(ILogger logger, string client, string id);
}

/// <summary>Who speaks, and when.</summary>
internal sealed class EventContext(CivicSettings settings, TimeProvider clock)
{
    internal string Issuer => settings.OwnAddress;

    internal TimeProvider Clock => clock;
}
