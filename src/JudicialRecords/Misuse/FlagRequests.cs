using Civic.JudicialRecords.Counter;
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
        if (!what.IsMisuse && what.Type != SecurityEventTypes.AccountEnabled)
        {
            return;
        }

        var database = services.GetRequiredService<JudicialDbContext>();
        await KeepAsync(database, what, cancellation);
        if (!what.IsMisuse)
        {
            return;
        }

        var clock = services.GetRequiredService<TimeProvider>();
        await TakeOverAsync(database, clock, what.Subject, cancellation);
        var open = database.Dossiers.Where(
            d => d.RequesterSubject == what.Subject && d.IsOpen && d.MisuseReportedAt == null);
        foreach (var code in await open.Select(d => d.Code).ToListAsync(cancellation))
        {
            database.Audit(clock, "identity-bridge", "dossier.misuse-reported", code);
        }

        // Whoever has read a request before, a list to be signed too, has to read it again.
        await open.ExecuteUpdateAsync(
            set => set.SetProperty(d => d.MisuseReportedAt, what.At).SetProperty(d => d.Version, d => d.Version + 1),
            cancellation);
    }

    private static async Task KeepAsync(
        JudicialDbContext database, ReceivedEvent what, CancellationToken cancellation)
    {
        var report = await database.MisuseReports.SingleOrDefaultAsync(r => r.Subject == what.Subject, cancellation);
        if (report is null)
        {
            report = new MisuseReport { Subject = what.Subject };
            database.MisuseReports.Add(report);
        }

        if (what.IsMisuse)
        {
            report.ReportedAt = what.At;
        }
        else
        {
            report.EndedAt = what.At;
        }
    }

    /// <summary>
    /// What was asked for on paper or in the VNeID application is known by the number of who asks. The number of this
    /// subject, VNeID has proved here when they sent a request of their own; before that it is nobody's here, and the
    /// report waits for the sign-in.
    /// </summary>
    private static async Task TakeOverAsync(
        JudicialDbContext database, TimeProvider clock, string subject, CancellationToken cancellation)
    {
        var numbers = await database.Dossiers.Where(d => d.RequesterSubject == subject && d.RequesterNumber != null)
            .Select(d => d.RequesterNumber).Distinct().ToListAsync(cancellation);
        if (numbers is not [{ } number])
        {
            return;
        }

        var theirs = PaperRequests.Waiting(database, number);
        foreach (var code in await theirs.Select(d => d.Code).ToListAsync(cancellation))
        {
            database.Audit(clock, subject, "dossier.taken-over", code);
        }

        await theirs.ExecuteUpdateAsync(
            set => set.SetProperty(d => d.RequesterSubject, subject).SetProperty(d => d.Version, d => d.Version + 1),
            cancellation);
    }
}
