using Civic.IdentityBridge.RelyingParties;
using Civic.IdentityBridge.Sessions;
using Civic.IdentityBridge.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Misuse;

/// <summary>What has really become of a report: sessions ended and services that know of it.</summary>
/// <param name="Ended">The services whose sessions ended with it.</param>
/// <param name="Warned">The services told that the account was misused.</param>
internal sealed record FreezeSeen(IReadOnlyList<ServiceTold> Ended, IReadOnlyList<ServiceTold> Warned);

/// <summary>Reads who has confirmed what.</summary>
internal sealed class FreezeTruth(IdentityDbContext database, ClientRegistry clients, SignOutTruth signedOut)
{
    internal async Task<FreezeSeen> OfAsync(AccountFreeze freeze, CancellationToken cancellation)
    {
        var ended = await database.ServiceSessions.AsNoTracking()
            .Where(s => (s.PersonId == freeze.PersonId || s.RepresentedId == freeze.PersonId)
                && s.EndedAt >= freeze.ReportedAt
                && (freeze.LiftedAt == null || s.EndedAt <= freeze.LiftedAt))
            .ToListAsync(cancellation);
        var events = await database.SecurityEvents.AsNoTracking().Where(e => e.FreezeId == freeze.Id)
            .ToListAsync(cancellation);
        return new FreezeSeen(
            await signedOut.OfAsync(ended, cancellation),
            [.. events.GroupBy(e => e.ClientId).Select(group => new ServiceTold(
                clients.Find(group.Key)?.Name ?? new(group.Key, group.Key), group.Select(Of).Max()))]);
    }

    private static Told Of(SecurityEvent one) => one switch
    {
        { ConfirmedAt: not null } => Told.Confirmed,
        { NextAt: not null } => Told.Retrying,
        _ => Told.GivenUp,
    };
}
