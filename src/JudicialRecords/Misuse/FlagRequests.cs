using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.SignIn.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Misuse;

/// <summary>
/// The bridge says that a person reported their account as misused: each of their open requests is marked, and waits
/// before approval and seal until a division head has looked into it.
/// </summary>
internal static class FlagRequests
{
    /// <summary>Part of the transaction in which the event is acknowledged.</summary>
    internal static async Task HandleAsync(
        IServiceProvider services, ReceivedEvent what, CancellationToken cancellation)
    {
        if (!what.IsMisuse)
        {
            return;
        }

        var database = services.GetRequiredService<JudicialDbContext>();
        var open = database.Dossiers.Where(
            d => d.RequesterSubject == what.Subject && d.IsOpen && d.MisuseReportedAt == null);
        foreach (var code in await open.Select(d => d.Code).ToListAsync(cancellation))
        {
            database.Audit(
                services.GetRequiredService<TimeProvider>(), "identity-bridge", "dossier.misuse-reported", code);
        }

        // Whoever has read a request before, a list to be signed too, has to read it again.
        await open.ExecuteUpdateAsync(
            set => set.SetProperty(d => d.MisuseReportedAt, what.At).SetProperty(d => d.Version, d => d.Version + 1),
            cancellation);
    }
}
