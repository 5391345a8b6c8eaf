using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Sessions;

/// <summary>Ends sessions: here at once with every token of theirs, and at the services by notices.</summary>
internal sealed class ServiceSessions(IdentityDbContext database, ClientRegistry clients, TimeProvider clock)
{
    /// <summary>However busy, no session outlives this; the services' own limits are shorter.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    internal Task<ServiceSession?> FindAsync(string sid, CancellationToken cancellation) =>
        database.ServiceSessions.AsNoTracking().FirstOrDefaultAsync(s => s.Sid == sid, cancellation);

    /// <summary>The open sessions that began in one browser.</summary>
    internal Task<List<ServiceSession>> OfBrowserAsync(string browserHash, CancellationToken cancellation) =>
        Open().Where(s => s.BrowserHash == browserHash).OrderBy(s => s.StartedAt).ToListAsync(cancellation);

    /// <summary>The open sessions of one person, on any device.</summary>
    internal Task<List<ServiceSession>> OfPersonAsync(Guid person, CancellationToken cancellation) =>
        Open().Where(s => s.PersonId == person).OrderByDescending(s => s.StartedAt).ToListAsync(cancellation);

    /// <summary>
    /// What ends with an account: the person's, those in which somebody acts for them, and those that are over but for
    /// a refresh token.
    /// </summary>
    internal Task<List<ServiceSession>> ConcerningAsync(Guid person, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.ServiceSessions.AsNoTracking()
            .Where(s => (s.PersonId == person || s.RepresentedId == person) && s.EndedAt == null
                && (s.EndsAt > now || database.RefreshTokens.Any(t => t.GrantId == s.GrantId && t.ExpiresAt > now)))
            .OrderByDescending(s => s.StartedAt).ToListAsync(cancellation);
    }

    /// <summary>That of one grant, even where only a refresh token is left of it.</summary>
    internal Task<List<ServiceSession>> OfGrantAsync(string grantId, CancellationToken cancellation) =>
        database.ServiceSessions.AsNoTracking().Where(s => s.GrantId == grantId && s.EndedAt == null)
            .ToListAsync(cancellation);

    /// <summary>The open sessions that came of one session at an upstream.</summary>
    internal Task<List<ServiceSession>> OfUpstreamAsync(string session, CancellationToken cancellation) =>
        Open().Where(s => s.UpstreamSession == session).ToListAsync(cancellation);

    /// <summary>Ends those that are still open; ending one twice is ending it once.</summary>
    internal async Task EndAsync(
        IReadOnlyList<ServiceSession> sessions, string actor, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var now = clock.GetUtcNow();
        foreach (var session in sessions)
        {
            var ended = await database.ServiceSessions.Where(s => s.Sid == session.Sid && s.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellation);
            if (ended == 0)
            {
                continue;
            }

            await database.AuthorizationGrants.Where(g => g.GrantId == session.GrantId && g.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(g => g.RevokedAt, now), cancellation);
            if (clients.Find(session.ClientId)?.BackchannelLogoutUri is not null)
            {
                database.LogoutNotices.Add(new LogoutNotice { Sid = session.Sid, NextAt = now });
            }

            database.Audit(clock, actor, "session.ended", session.Subject);
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private IQueryable<ServiceSession> Open()
    {
        var now = clock.GetUtcNow();
        return database.ServiceSessions.AsNoTracking().Where(s => s.EndedAt == null && s.EndsAt > now);
    }
}
