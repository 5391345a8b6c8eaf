using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Web;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Sessions;

/// <summary>What is known of a service after a sign-out.</summary>
internal enum Told
{
    Confirmed,
    Retrying,

    /// <summary>A day long it did not answer.</summary>
    GivenUp,

    /// <summary>It registered no address; its own session ends by its own limits.</summary>
    CannotBeTold,
}

internal sealed record ServiceTold(Bilingual Service, Told Told);

/// <summary>Which services have really confirmed that a session ended.</summary>
internal sealed class SignOutTruth(IdentityDbContext database, ClientRegistry clients)
{
    internal async Task<IReadOnlyList<ServiceTold>> OfAsync(
        IReadOnlyList<ServiceSession> sessions, CancellationToken cancellation)
    {
        string[] sids = [.. sessions.Select(s => s.Sid)];
        var notices = await database.LogoutNotices.AsNoTracking().Where(n => sids.Contains(n.Sid))
            .ToDictionaryAsync(n => n.Sid, cancellation);
        return [.. sessions.GroupBy(s => s.ClientId).Select(group => new ServiceTold(
            clients.Find(group.Key)?.Name ?? new(group.Key, group.Key),
            group.Select(s => Of(notices.GetValueOrDefault(s.Sid))).Max()))];
    }

    private static Told Of(LogoutNotice? notice) => notice switch
    {
        null => Told.CannotBeTold,
        { ConfirmedAt: not null } => Told.Confirmed,
        { NextAt: not null } => Told.Retrying,
        _ => Told.GivenUp,
    };
}
