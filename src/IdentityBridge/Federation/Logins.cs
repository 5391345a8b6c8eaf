using System.Text.Json;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams.Oidc;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Federation;

/// <summary>Logins under way. What they know of a person is protected at rest and gone once they ended.</summary>
internal sealed class Logins(IdentityDbContext database, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>A person may look for their phone; ten minutes later the login is begun anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly IDataProtector _protector = protection.CreateProtector("civic.bridge.login");

    /// <summary>Stores the login and gives back the state for the upstream.</summary>
    internal async Task<string> BeginAsync(
        AuthorizationRequest request, string pushedHash, UpstreamSecrets secrets, string browserSecret,
        CancellationToken cancellation)
    {
        var state = Secrets.New();
        var now = clock.GetUtcNow();
        database.LoginTransactions.Add(new LoginTransaction
        {
            Id = Guid.CreateVersion7(now),
            ClientId = request.ClientId,
            Request = request.ToJson(),
            PushedHash = pushedHash,
            BrowserHash = Secrets.Hash(browserSecret),
            UpstreamStateHash = Secrets.Hash(state),
            UpstreamSecrets = Protect(secrets),
            StartedAt = now,
            ExpiresAt = now + Lifetime,
        });
        database.Audit(clock, request.ClientId, "login.started", request.ClientId);
        await database.SaveChangesAsync(cancellation);
        return state;
    }

    /// <summary>The login of this state and this browser; the state is spent by asking.</summary>
    internal async Task<LoginTransaction?> ComeBackAsync(string? state, string? browserSecret, CancellationToken cancel)
    {
        if (state is not { Length: 43 } || browserSecret is null)
        {
            return null;
        }

        var (hash, browser, now) = (Secrets.Hash(state), Secrets.Hash(browserSecret), clock.GetUtcNow());
        var login = await database.LoginTransactions.FirstOrDefaultAsync(
            t => t.UpstreamStateHash == hash && t.BrowserHash == browser && t.EndedAt == null && t.ExpiresAt > now,
                cancel);
        if (login is null)
        {
            return null;
        }

        var spent = await database.LoginTransactions.Where(t => t.Id == login.Id && t.UpstreamStateHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.UpstreamStateHash, (string?)null), cancel);
        login.UpstreamStateHash = null;
        return spent == 1 ? login : null;
    }

    /// <summary>The login that waits for this browser's consent.</summary>
    internal async Task<LoginTransaction?> FindAsync(Guid id, string? browserSecret, CancellationToken cancellation)
    {
        if (browserSecret is null)
        {
            return null;
        }

        var (browser, now) = (Secrets.Hash(browserSecret), clock.GetUtcNow());
        return await database.LoginTransactions.FirstOrDefaultAsync(
            t => t.Id == id && t.BrowserHash == browser && t.Identity != null && t.EndedAt == null && t.ExpiresAt > now,
            cancellation);
    }

    /// <summary>Ends it within the unit of work in hand; false where another request already did.</summary>
    internal async Task<bool> EndAsync(LoginTransaction login, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return await database.LoginTransactions.Where(t => t.Id == login.Id && t.EndedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(t => t.EndedAt, now).SetProperty(t => t.Identity, (byte[]?)null),
                    cancellation) == 1;
    }

    internal void Keep(LoginTransaction login, UpstreamIdentity identity) =>
        login.Identity = Protect(identity.ToStored());

    internal UpstreamSecrets SecretsOf(LoginTransaction login) => Unprotect<UpstreamSecrets>(login.UpstreamSecrets);

    internal UpstreamIdentity IdentityOf(LoginTransaction login) =>
        Unprotect<StoredIdentity>(login.Identity!).ToIdentity();

    private byte[] Protect<T>(T value) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value));

    private T Unprotect<T>(byte[] value) => JsonSerializer.Deserialize<T>(_protector.Unprotect(value))!;
}
