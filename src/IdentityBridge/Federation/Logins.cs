using System.Data.Common;
using System.Text.Json;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Audit;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Civic.IdentityBridge.Federation;

/// <summary>Logins under way. What they know of a person is protected at rest and gone once they ended.</summary>
internal sealed class Logins(
    GroupCommit commit, PreparedConnections reading, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>In the order of <see cref="Read"/>.</summary>
    private const string Select =
        "SELECT id, client_id, request, browser_hash, upstream_secrets, identity, started_at, expires_at, pushed_hash, "
        + "upstream, represented FROM login_transactions WHERE ";

    /// <summary>A person may look for their phone; ten minutes later the login is begun anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly IDataProtector _protector = protection.CreateProtector("civic.bridge.login");

    /// <summary>Stores the login, and where it goes if that is clear already.</summary>
    internal async Task<Guid> BeginAsync(
        AuthorizationRequest request, string pushedHash, string browserSecret, Departure? departure,
        CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        object?[] values =
        [
            id, request.ClientId, request.ToJson(), pushedHash, Secrets.Hash(browserSecret),
            departure is null ? Array.Empty<byte>() : Protect(departure.Secrets), now, now + Lifetime,
            departure?.Upstream, departure is null ? null : Secrets.Hash(departure.State),
        ];
        var started = AuditTrail.Event(clock, request.ClientId, "login.started", request.ClientId);
        await commit.RunAsync(async unit =>
        {
            await unit.ExecuteAsync(
                "INSERT INTO login_transactions (id, client_id, request, pushed_hash, browser_hash, "
                + "upstream_secrets, started_at, expires_at, upstream, upstream_state_hash) "
                + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9)",
                values);
            await unit.AuditAsync(started);
            return true;
        }, cancellation);
        return id;
    }

    /// <summary>
    /// Sends the login to an upstream, or to another one; an answer to an earlier state is no answer any more. False
    /// where it has ended or is known already.
    /// </summary>
    internal async Task<bool> SendAsync(Guid login, Departure departure, CancellationToken cancellation)
    {
        var (hash, kept) = (Secrets.Hash(departure.State), Protect(departure.Secrets));
        var now = clock.GetUtcNow();
        return await commit.RunAsync(async unit => await unit.ExecuteAsync(
            "UPDATE login_transactions SET upstream = @0, upstream_state_hash = @1, upstream_secrets = @2 "
            + "WHERE id = @3 AND ended_at IS NULL AND identity IS NULL AND expires_at > @4",
            departure.Upstream, hash, kept, login, now) == 1, cancellation);
    }

    /// <summary>The login of this browser that is not identified yet.</summary>
    internal async Task<LoginTransaction?> FindOpenAsync(
        Guid id, string? browserSecret, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return browserSecret is null ? null : await reading.ReadAsync(c => c.FirstAsync(
            Select + "id = @0 AND browser_hash = @1 AND identity IS NULL AND ended_at IS NULL AND expires_at > @2",
            Read, id, Secrets.Hash(browserSecret), clock.GetUtcNow()));
    }

    /// <summary>The login of this state and this browser; the state is spent by asking.</summary>
    internal async Task<LoginTransaction?> ComeBackAsync(
        string upstream, string? state, string? browserSecret, CancellationToken cancel)
    {
        if (state is not { Length: 43 } || browserSecret is null)
        {
            return null;
        }

        var (hash, browser, now) = (Secrets.Hash(state), Secrets.Hash(browserSecret), clock.GetUtcNow());
        return await commit.RunAsync(async unit =>
        {
            var login = await unit.FirstAsync(
                Select + "upstream_state_hash = @0 AND browser_hash = @1 AND upstream = @2 AND ended_at IS NULL "
                + "AND expires_at > @3",
                Read, hash, browser, upstream, now);
            return login is not null && await unit.ExecuteAsync(
                "UPDATE login_transactions SET upstream_state_hash = NULL WHERE id = @0 AND upstream_state_hash = @1",
                login.Id, hash) == 1
                ? login : null;
        }, cancel);
    }

    /// <summary>The login that waits for this browser's consent.</summary>
    internal async Task<LoginTransaction?> FindAsync(Guid id, string? browserSecret, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return browserSecret is null ? null : await reading.ReadAsync(c => c.FirstAsync(
            Select + "id = @0 AND browser_hash = @1 AND identity IS NOT NULL AND ended_at IS NULL AND expires_at > @2",
            Read, id, Secrets.Hash(browserSecret), clock.GetUtcNow()));
    }

    /// <summary>False where another request already ended it.</summary>
    internal static async ValueTask<bool> EndAsync(PreparedConnection unit, Guid login, DateTimeOffset now) =>
        await unit.ExecuteAsync(
            "UPDATE login_transactions SET ended_at = @0, identity = NULL, represented = NULL "
            + "WHERE id = @1 AND ended_at IS NULL",
            now, login) == 1;

    /// <summary>Ends the logins that wait for consent and came of a session of the upstream's that has ended.</summary>
    internal async Task EndOfUpstreamAsync(string session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await commit.RunAsync(async unit => await unit.ExecuteAsync(
            "UPDATE login_transactions SET ended_at = @0, identity = NULL, represented = NULL "
            + "WHERE upstream_session = @1 AND ended_at IS NULL",
            now, session), cancellation);
    }

    internal async Task KeepAsync(
        LoginTransaction login, UpstreamIdentity identity, AuditEvent said, CancellationToken cancellation)
    {
        var (kept, session) = (Protect(identity.ToStored()), identity.UpstreamSession);
        await commit.RunAsync(async unit =>
        {
            await unit.ExecuteAsync(
                "UPDATE login_transactions SET identity = @0, upstream_session = @1 WHERE id = @2 "
                + "AND ended_at IS NULL",
                kept, session, login.Id);
            await unit.AuditAsync(said);
            return true;
        }, cancellation);
    }

    /// <summary>For whom the person goes on: for themselves where null.</summary>
    internal async Task ChooseAsync(
        Guid login, Representation? by, AuditEvent said, CancellationToken cancellation)
    {
        var kept = by is null ? null : Protect(by);
        await commit.RunAsync(async unit =>
        {
            await unit.ExecuteAsync(
                "UPDATE login_transactions SET represented = @0 WHERE id = @1 AND ended_at IS NULL", kept, login);
            await unit.AuditAsync(said);
            return true;
        }, cancellation);
    }

    internal Representation? RepresentationOf(LoginTransaction login) =>
        login.Represented is { } kept ? Unprotect<Representation>(kept) : null;

    internal UpstreamSecrets SecretsOf(LoginTransaction login) => Unprotect<UpstreamSecrets>(login.UpstreamSecrets);

    internal UpstreamIdentity IdentityOf(LoginTransaction login) =>
        Unprotect<StoredIdentity>(login.Identity!).ToIdentity();

    private static LoginTransaction Read(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        ClientId = row.GetString(1),
        Request = row.GetString(2),
        BrowserHash = row.GetString(3),
        UpstreamSecrets = row.GetFieldValue<byte[]>(4),
        Identity = row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5),
        StartedAt = new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero),
        PushedHash = row.IsDBNull(8) ? null : row.GetString(8),
        Upstream = row.IsDBNull(9) ? null : row.GetString(9),
        Represented = row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10),
    };

    private byte[] Protect<T>(T value) => _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value));

    private T Unprotect<T>(byte[] value) => JsonSerializer.Deserialize<T>(_protector.Unprotect(value))!;
}
