using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;

namespace Civic.JudicialRecords.Attachments;

/// <summary>
/// Ends a request whose citizen was asked for papers and has not answered for as long as the policy allows. The
/// message and what was paid follow from the state.
/// </summary>
internal sealed class UnansweredQuestions(JudicialDbContext database, PolicyPack pack, TimeProvider clock)
    : IHourlyWork
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var days = pack.Limits.On(now.DateInVietnam()).UnansweredDays;
        var unanswered = await database.Dossiers.WaitingSinceAsync(
            DossierState.SupplementAsked, now.AddDays(-days), cancellation);
        foreach (var dossier in unanswered)
        {
            dossier.Must(
                DossierEvent.ClosedUnanswered, new("system", now, $"Quá {days} ngày chưa bổ sung giấy tờ."));
            database.Audit(clock, "system", "dossier.closed-unanswered", dossier.Code);
        }

        await database.SaveChangesAsync(cancellation);
        return unanswered.Count;
    }
}
