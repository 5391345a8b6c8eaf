using System.Text.Json;
using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Misuse;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Civic.IdentityBridge.Consent;

/// <summary>
/// The person's yes or no; asked each time (Decree 69/2024/NĐ-CP Art. 19). Gives the address to go on to.
/// </summary>
internal sealed class ConsentDecision(
    IdentityDbContext database, GroupCommit commit, Logins logins, StaffDirectory staff, ReleaseContext context)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CodeKept = TimeSpan.FromHours(1);

    internal async Task<string?> ApproveAsync(
        LoginTransaction login, string device, IReadOnlyCollection<string> ticked, CancellationToken cancellation)
    {
        var request = AuthorizationRequest.FromJson(login.Request);
        var identity = logins.IdentityOf(login);
        var client = context.Clients.Find(login.ClientId)!;
        var member = await staff.FindAsync(
            database, identity.NationalId, client.Agency, context.Clock.TodayInVietnam(), cancellation);
        var given = new Given(login, request, identity, device, context.Clock.GetUtcNow())
        {
            Named = [.. AskedClaims.Of(request, client).Where(a => a.Required || ticked.Contains(a.Name))
                .Select(a => a.Name)],
        };
        var released = Release.ClaimsFor(request, identity, member, given.Named, given.Now);
        released.Both[BridgeClaims.SessionId] = given.Sid;
        var consented = AuditTrail.Event(
            context.Clock, "", "consent.given", client.ClientId, detail: new Dictionary<string, string>
            {
                ["scope"] = string.Join(' ', request.Scopes),
                ["claims"] = string.Join(' ', given.Named),
                ["acr"] = identity.Level.ToAcr(),
            });
        var isGiven = await commit.RunAsync(async unit =>
        {
            if (!await Logins.EndAsync(unit, login.Id, given.Now)
                || !await PushedRequests.UseUpAsync(unit, login.PushedHash, given.Now))
            {
                return false;
            }

            var (person, subject) = await PairwiseSubjects.OfAsync(
                unit, identity.NationalId, client.Agency, given.Now);
            // Reported while the consent page stood open.
            if (await Freezes.IsFrozenAsync(unit, person))
            {
                return false;
            }

            await StoreGrantAsync(unit, given, subject, released);
            await StoreSessionAsync(unit, given, person, subject);
            await unit.AuditAsync(consented.By(subject));
            return true;
        }, cancellation);
        return isGiven ? await context.Responses.WithCodeAsync(request, given.Code, cancellation) : null;
    }

    internal async Task<string?> DenyAsync(LoginTransaction login, CancellationToken cancellation)
    {
        var now = context.Clock.GetUtcNow();
        var denied = AuditTrail.Event(
            context.Clock, "person", "consent.denied", login.ClientId, OAuthErrors.AccessDenied);
        var isDenied = await commit.RunAsync(async unit =>
        {
            if (!await Logins.EndAsync(unit, login.Id, now))
            {
                return false;
            }

            await unit.AuditAsync(denied);
            return true;
        }, cancellation);
        return isDenied
            ? await context.Responses.WithErrorAsync(
                AuthorizationRequest.FromJson(login.Request), OAuthErrors.AccessDenied, cancellation)
            : null;
    }

    private async ValueTask StoreGrantAsync(
        PreparedConnection unit, Given given, string subject, Released released) =>
        await unit.ExecuteAsync(
            "INSERT INTO authorization_grants (code_hash, client_id, subject, request, claims, expires_at, grant_id, "
            + "kept_until) VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
            Secrets.Hash(given.Code), given.Login.ClientId, subject, given.Login.Request,
            context.Protector.Protect(JsonSerializer.SerializeToUtf8Bytes(released with
            {
                Both = new(released.Both) { [BridgeClaims.Subject] = subject },
            })),
            given.Now + CodeLifetime, given.GrantId,
            // A used code stays recognisable for longer than its tokens live.
            given.Now + CodeKept);

    private static async ValueTask StoreSessionAsync(
        PreparedConnection unit, Given given, Guid person, string subject) =>
        await unit.ExecuteAsync(
            "INSERT INTO service_sessions (sid, person_id, browser_hash, client_id, subject, grant_id, scopes, acr, "
            + "device, started_at, ends_at, claims, upstream_session) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12)",
            given.Sid, person, given.Login.BrowserHash, given.Login.ClientId, subject, given.GrantId,
            string.Join(' ', given.Request.Scopes), given.Identity.Level.ToAcr(), given.Device, given.Now,
            given.Now + Sessions.ServiceSessions.Longest, string.Join(' ', given.Named),
            given.Identity.UpstreamSession);

    /// <summary>One consent, with the secrets that it makes.</summary>
    private sealed record Given(
        LoginTransaction Login, AuthorizationRequest Request, UpstreamIdentity Identity, string Device,
        DateTimeOffset Now)
    {
        /// <summary>The claims asked for by name that the person released.</summary>
        internal required IReadOnlyList<string> Named { get; init; }

        internal string Code { get; } = Secrets.New();

        internal string GrantId { get; } = Secrets.New();

        internal string Sid { get; } = Secrets.New();
    }
}

/// <summary>What releasing claims needs besides the login itself.</summary>
internal sealed class ReleaseContext(
    ClientRegistry clients, CivicSettings settings, IDataProtectionProvider protection,
    AuthorizationResponses responses, TimeProvider clock)
{
    internal AuthorizationResponses Responses => responses;

    internal ClientRegistry Clients => clients;

    internal string Issuer => settings.OwnAddress;

    internal TimeProvider Clock => clock;

    internal IDataProtector Protector { get; } = protection.CreateProtector("civic.bridge.claims");
}
