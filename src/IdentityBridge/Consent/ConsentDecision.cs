using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Representing;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;

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
        LoginTransaction login, ConsentForm form, CancellationToken cancellation)
    {
        var client = context.Clients.Find(login.ClientId)!;
        var by = logins.RepresentationOf(login);
        if (by?.Choice != form.Choice)
        {
            // Another page of this browser chose otherwise since: a yes is to what was shown.
            return $"/consent/{login.Id}?changed=true";
        }

        if (by is not null && !(context.Rules.IsYoungEnough(by, client) && context.Rules.IsFresh(by)))
        {
            return $"/represent/{login.Id}?again=true";
        }

        var given = await GivenAsync(login, client, by, form, cancellation);
        var consented = Consented(given);
        var isGiven = await commit.RunAsync(async unit =>
        {
            if (!await Logins.EndAsync(unit, login.Id, given.Now)
                || !await PushedRequests.UseUpAsync(unit, login.PushedHash, given.Now)
                || await Parties.OfAsync(unit, given.Actor.NationalId, by, client.Agency, given.Now)
                    is not { } parties)
            {
                return false;
            }

            await StoreGrantAsync(unit, given, parties);
            await StoreSessionAsync(unit, given, parties);
            await unit.AuditAsync(consented.By(parties.Actor));
            return true;
        }, cancellation);
        return isGiven ? await context.Responses.WithCodeAsync(given.Request, given.Code, cancellation) : null;
    }

    /// <summary>Whoever acts for somebody else is no member of staff in it.</summary>
    private async Task<Given> GivenAsync(
        LoginTransaction login, RelyingParty client, Representation? by, ConsentForm form,
        CancellationToken cancellation)
    {
        var (request, actor, now) = (AuthorizationRequest.FromJson(login.Request), logins.IdentityOf(login),
            context.Clock.GetUtcNow());
        request = by is null ? request.ForOneself() : request;
        var member = by is null
            ? await staff.FindAsync(
                database, actor.NationalId, client.Agency, context.Clock.TodayInVietnam(), cancellation)
            : null;
        string[] named = [.. AskedClaims.Of(request, client).Where(a => a.Required || form.Ticked.Contains(a.Name))
            .Select(a => a.Name)];
        var released = Release.ClaimsFor(request, by?.Of(actor) ?? actor, member, named, now);
        return new Given(login, request, actor, form.Device, now) { Named = named, Released = released, By = by };
    }

    private AuditEvent Consented(Given given)
    {
        var detail = new Dictionary<string, string>
        {
            ["scope"] = string.Join(' ', given.Request.Scopes),
            ["claims"] = string.Join(' ', given.Named),
            ["acr"] = given.Actor.Level.ToAcr(),
        };
        if (given.By is { } by)
        {
            detail["as"] = by.Relation.ToString().ToLowerInvariant();
        }

        return AuditTrail.Event(context.Clock, "", "consent.given", given.Login.ClientId, detail: detail);
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

    private async ValueTask StoreGrantAsync(PreparedConnection unit, Given given, Parties parties)
    {
        var both = new Dictionary<string, object>(given.Released.Both)
        {
            [BridgeClaims.SessionId] = given.Sid,
            [BridgeClaims.Subject] = parties.Subject,
        };
        if (given.By is { } by)
        {
            both[BridgeClaims.Actor] = new Dictionary<string, string>
            {
                [BridgeClaims.Subject] = parties.Actor,
                [BridgeClaims.Relation] = by.Relation.ToString().ToLowerInvariant(),
            };
        }

        await unit.ExecuteAsync(
            "INSERT INTO authorization_grants (code_hash, client_id, subject, request, claims, expires_at, grant_id, "
            + "kept_until, represented) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8)",
            Secrets.Hash(given.Code), given.Login.ClientId, parties.Subject, given.Request.ToJson(),
            context.Protect(given.Released with { Both = both }), given.Now + CodeLifetime, given.GrantId,
            // A used code stays recognisable for longer than its tokens live.
            given.Now + CodeKept, given.By is null ? null : context.Protect(given.By));
    }

    private async ValueTask StoreSessionAsync(PreparedConnection unit, Given given, Parties parties) =>
        await unit.ExecuteAsync(
            "INSERT INTO service_sessions (sid, person_id, browser_hash, client_id, subject, grant_id, scopes, acr, "
            + "device, started_at, ends_at, claims, upstream_session, represented_id, represented_name) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14)",
            given.Sid, parties.ActorId, given.Login.BrowserHash, given.Login.ClientId, parties.Subject, given.GrantId,
            string.Join(' ', given.Request.Scopes), given.Actor.Level.ToAcr(), given.Device, given.Now,
            given.Now + Sessions.ServiceSessions.Longest, string.Join(' ', given.Named),
            given.Actor.UpstreamSession, parties.ChildId, given.By is { } by ? context.Protect(by.Child.Name) : null);

    /// <summary>One consent, with the secrets that it makes.</summary>
    private sealed record Given(
        LoginTransaction Login, AuthorizationRequest Request, UpstreamIdentity Actor, string Device,
        DateTimeOffset Now)
    {
        /// <summary>The claims asked for by name that the person released.</summary>
        internal required IReadOnlyList<string> Named { get; init; }

        internal required Released Released { get; init; }

        /// <summary>Null where the person signs in for themselves.</summary>
        internal required Representation? By { get; init; }

        internal string Code { get; } = Secrets.New();

        internal string GrantId { get; } = Secrets.New();

        internal string Sid { get; } = Secrets.New();
    }
}

/// <summary>What the person sent from the consent page.</summary>
/// <param name="Device">In plain words.</param>
/// <param name="Ticked">The voluntary claims that were left ticked.</param>
/// <param name="Choice">Whom the page showed as acted for; null where nobody.</param>
internal sealed record ConsentForm(string Device, IReadOnlyCollection<string> Ticked, Guid? Choice);
