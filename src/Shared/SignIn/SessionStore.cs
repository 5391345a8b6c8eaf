using Civic.Shared.Audit;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Shared.SignIn;

/// <summary>
/// Signed-in browsers in the service's database; the cookie holds an unguessable name, the table its hash.
/// </summary>
internal sealed class SessionStore(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider clock)
    : ITicketStore
{
    private readonly IDataProtector _protector = protection.CreateProtector("civic.sign-in.ticket");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Secrets.New();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        var subject = ticket.Principal.FindFirst(BridgeClaims.Subject)!.Value;
        database.SignInSessions.Add(new SignInSession
        {
            Key = Secrets.Hash(key),
            Subject = subject,
            Sid = ticket.Principal.FindFirst(BridgeClaims.SessionId)?.Value,
            Ticket = Pack(ticket),
            ExpiresAt = ExpiryOf(ticket),
        });
        Audit(database, "session.started", ticket);
        await database.SaveChangesAsync();
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        if (await FindAsync(database, key) is { } session)
        {
            // Signing in again in the same browser renews its session, as whoever came back, for whomever.
            if (PartiesOf(Unpack(session)) != PartiesOf(ticket))
            {
                Audit(database, "session.started", ticket);
            }

            session.Subject = ticket.Principal.FindFirst(BridgeClaims.Subject)!.Value;
            session.Sid = ticket.Principal.FindFirst(BridgeClaims.SessionId)?.Value;
            session.Ticket = Pack(ticket);
            session.ExpiresAt = ExpiryOf(ticket);
            await database.SaveChangesAsync();
        }
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = await FindAsync(scope.ServiceProvider.GetRequiredService<CivicDbContext>(), key);
        return session is null || session.ExpiresAt < clock.GetUtcNow()
            ? null
            : Unpack(session);
    }

    public async Task RemoveAsync(string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CivicDbContext>();
        if (await FindAsync(database, key) is { } session)
        {
            database.Remove(session);
            Audit(database, "session.ended", Unpack(session));
            await database.SaveChangesAsync();
        }
    }

    private static Task<SignInSession?> FindAsync(CivicDbContext database, string key)
    {
        var hash = Secrets.Hash(key);
        return database.SignInSessions.FirstOrDefaultAsync(s => s.Key == hash);
    }

    private void Audit(CivicDbContext database, string action, AuthenticationTicket ticket)
    {
        var (subject, by) = PartiesOf(ticket);
        database.Audit(clock, by?.Subject ?? subject, action, subject, detail: by?.Detail(subject));
    }

    private static (string Subject, Representative? By) PartiesOf(AuthenticationTicket ticket) =>
        (ticket.Principal.FindFirst(BridgeClaims.Subject)!.Value, Representative.Of(ticket.Principal));

    private AuthenticationTicket Unpack(SignInSession session) =>
        TicketSerializer.Default.Deserialize(_protector.Unprotect(session.Ticket))!;

    private byte[] Pack(AuthenticationTicket ticket) => _protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private DateTimeOffset ExpiryOf(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? clock.GetUtcNow().AddMinutes(30);
}
