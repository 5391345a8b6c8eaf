using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Attachments;

/// <summary>Deletes drafts and their papers once they are no longer offered to anybody.</summary>
internal sealed class ForgottenDrafts(JudicialDbContext database, TimeProvider clock) : IHourlyWork
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow() - Drafts.Kept;
        return await database.RequestDrafts.Where(d => d.SavedAt <= oldest).ExecuteDeleteAsync(cancellation)
            + await database.Attachments.Where(a => a.DossierId == null && a.AddedAt <= oldest)
                .ExecuteDeleteAsync(cancellation);
    }
}
