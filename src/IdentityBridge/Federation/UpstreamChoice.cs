using Civic.IdentityBridge.Authorize;
using Civic.IdentityBridge.Storage;
using Civic.IdentityBridge.Upstreams;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.Storage;

namespace Civic.IdentityBridge.Federation;

/// <summary>
/// Which upstream a login goes to: the only one that can prove the level asked for, the one that this browser prefers,
/// or what the person chooses. A person may block an upstream for themselves, but never the last one that opens the
/// account pages.
/// </summary>
internal sealed class UpstreamChoice(
    UpstreamDirectory upstreams, Logins logins, GroupCommit commit, PreparedConnections reading, TimeProvider clock)
{
    internal const string Cookie = "civic-identity-upstream";

    internal UpstreamDirectory Upstreams => upstreams;

    /// <summary>Null where the person must be asked.</summary>
    private Guarded? Obvious(AssuranceLevel level, string? preferred)
    {
        var possible = upstreams.For(level);
        return possible is [var only] ? only : possible.FirstOrDefault(u => u.Name == preferred);
    }

    /// <summary>Begins a login.</summary>
    /// <returns>The upstream's address, or that of the page where the person chooses one.</returns>
    internal async Task<string> BeginAsync(
        AuthorizationRequest request, string pushedHash, string browserSecret, string? preferred,
        CancellationToken cancellation)
    {
        var upstream = Obvious(request.Level, preferred);
        var departure = upstream is null or { IsResting: true } ? null : Departure.To(upstream);
        var login = await logins.BeginAsync(request, pushedHash, browserSecret, departure, cancellation);
        return departure is not null && await AddressAsync(upstream!, departure, cancellation) is { } address
            ? address : LoginReturn.ChooseAddress(login, upstream?.Name);
    }

    /// <summary>The upstream's address, or null where it does not answer or the login is over.</summary>
    internal async Task<string?> SendAsync(Guid login, Guarded upstream, CancellationToken cancellation)
    {
        var departure = Departure.To(upstream);
        return !upstream.IsResting && await logins.SendAsync(login, departure, cancellation)
            ? await AddressAsync(upstream, departure, cancellation) : null;
    }

    internal async Task<IReadOnlyList<string>> BlockedAsync(Guid person) => await reading.ReadAsync(c => c.AllAsync(
        "SELECT upstream FROM blocked_upstreams WHERE person_id = @0", row => row.GetString(0), person));

    internal async Task<bool> IsBlockedAsync(CitizenId person, string upstream) => await reading.ReadAsync(
        c => c.FirstAsync(
            "SELECT 1 FROM blocked_upstreams b JOIN persons p ON p.id = b.person_id "
            + "WHERE p.national_id = @0 AND b.upstream = @1",
            _ => true, person.Value, upstream));

    /// <summary>False where it is unknown or the last way in.</summary>
    internal async Task<bool> BlockAsync(Guid person, string subject, string name, CancellationToken cancellation)
    {
        if (upstreams.Find(name) is null)
        {
            return false;
        }

        var (now, said) = (clock.GetUtcNow(), AuditTrail.Event(clock, subject, "upstream.blocked", name));
        return await commit.RunAsync(async unit =>
        {
            var blocked = await unit.AllAsync(
                "SELECT upstream FROM blocked_upstreams WHERE person_id = @0", row => row.GetString(0), person);
            if (upstreams.For(AssuranceLevel.Level2).All(u => u.Name == name || blocked.Contains(u.Name)))
            {
                return false;
            }

            await unit.ExecuteAsync(
                "INSERT INTO blocked_upstreams (person_id, upstream, blocked_at) VALUES (@0, @1, @2) "
                + "ON CONFLICT DO NOTHING",
                person, name, now);
            await unit.AuditAsync(said);
            return true;
        }, cancellation);
    }

    internal async Task AllowAsync(Guid person, string subject, string name, CancellationToken cancellation)
    {
        var said = AuditTrail.Event(clock, subject, "upstream.allowed", name);
        await commit.RunAsync(async unit =>
        {
            await unit.AuditAsync(said);
            return await unit.ExecuteAsync(
                "DELETE FROM blocked_upstreams WHERE person_id = @0 AND upstream = @1", person, name);
        }, cancellation);
    }

    private static Task<string?> AddressAsync(
        Guarded upstream, Departure departure, CancellationToken cancellation) =>
        upstream.AddressAsync(departure.State, departure.Secrets, cancellation);
}

/// <summary>A login on its way to an upstream.</summary>
/// <param name="Upstream">Its name.</param>
/// <param name="State">Comes back with the answer, once.</param>
/// <param name="Secrets">What its answer must fit; kept here.</param>
internal sealed record Departure(string Upstream, string State, UpstreamSecrets Secrets)
{
    internal static Departure To(Guarded upstream) => new(
        upstream.Name, Shared.SignIn.Secrets.New(), new(Shared.SignIn.Secrets.New(), Shared.SignIn.Secrets.New()));
}
