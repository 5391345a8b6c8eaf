using System.Text.Json;
using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace Civic.IdentityBridge.Consent;

/// <summary>
/// The person's yes or no; asked each time (Decree 69/2024/NĐ-CP Art. 19). Gives the address to go on to.
/// </summary>
internal sealed class ConsentDecision(
    IdentityDbContext database, Logins logins, PushedRequests pushed, PairwiseSubjects subjects, StaffDirectory staff,
    ReleaseContext context)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CodeKept = TimeSpan.FromHours(1);

    internal async Task<string?> ApproveAsync(
        LoginTransaction login, string device, CancellationToken cancellation)
    {
        var request = AuthorizationRequest.FromJson(login.Request);
        var identity = logins.IdentityOf(login);
        var client = context.Clients.Find(login.ClientId)!;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (!await logins.EndAsync(login, cancellation) || !await pushed.UseUpAsync(login.PushedHash, cancellation))
        {
            return null;
        }

        var subject = await subjects.OfAsync(identity.NationalId, client.Agency, cancellation);
        var member = await staff.FindAsync(
            database, identity.NationalId, client.Agency, context.Clock.TodayInVietnam(), cancellation);
        var (code, grantId, sid, now) = (Secrets.New(), Secrets.New(), Secrets.New(), context.Clock.GetUtcNow());
        var claims = Release.ClaimsFor(request, identity, member, subject);
        claims[BridgeClaims.SessionId] = sid;
        database.AuthorizationGrants.Add(new AuthorizationGrant
        {
            CodeHash = Secrets.Hash(code),
            ClientId = client.ClientId,
            Subject = subject,
            Request = login.Request,
            Claims = context.Protector.Protect(
                JsonSerializer.SerializeToUtf8Bytes(claims)),
            ExpiresAt = now + CodeLifetime,
            GrantId = grantId,
            // A used code stays recognisable for longer than its tokens live.
            KeptUntil = now + CodeKept,
        });
        database.ServiceSessions.Add(new ServiceSession
        {
            Sid = sid,
            PersonId = await subjects.PersonIdAsync(identity.NationalId, cancellation),
            BrowserHash = login.BrowserHash,
            ClientId = client.ClientId,
            Subject = subject,
            GrantId = grantId,
            Scopes = string.Join(' ', request.Scopes),
            Acr = identity.Level.ToAcr(),
            Device = device,
            StartedAt = now,
            EndsAt = now + Sessions.ServiceSessions.Longest,
        });
        database.Audit(context.Clock, subject, "consent.given", client.ClientId, detail: new Dictionary<string, string>
        {
            ["scope"] = string.Join(' ', request.Scopes),
            ["acr"] = identity.Level.ToAcr(),
        });
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await context.Responses.WithCodeAsync(request, code, cancellation);
    }

    internal async Task<string?> DenyAsync(LoginTransaction login, CancellationToken cancellation)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (!await logins.EndAsync(login, cancellation))
        {
            return null;
        }

        database.Audit(context.Clock, "person", "consent.denied", login.ClientId, OAuthErrors.AccessDenied);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await context.Responses.WithErrorAsync(
            AuthorizationRequest.FromJson(login.Request), OAuthErrors.AccessDenied, cancellation);
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
