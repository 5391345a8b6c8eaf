using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Civic.Shared.Identity;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.VneidApplication;

/// <summary>Deletes codes that were given out and became no dossier while they were good; a used one stays.</summary>
internal sealed class UnusedCodes(JudicialDbContext database, PolicyPack pack, TimeProvider clock) : IHourlyWork
{
    /// <summary>A message that came on the last moment of its code finds it until it is answered.</summary>
    private static readonly TimeSpan Answering = TimeSpan.FromDays(1);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var oldest = now - pack.Limits.On(now.DateInVietnam()).UnusedCodeAge - Answering;
        return await database.VneidCodes
            .Where(c => c.GivenAt <= oldest && !database.Dossiers.Any(d => d.Id == c.DossierId)
                && !database.VneidPosts.Any(p => p.Code == c.Code))
            .ExecuteDeleteAsync(cancellation);
    }
}
