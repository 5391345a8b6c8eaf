using Civic.IdentityBridge.Account;
using Civic.IdentityBridge.Federation;
using Civic.IdentityBridge.Storage;
using Civic.Shared.Audit;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Civic.IdentityBridge.Administration;

/// <summary>
/// Names the first two administrators, once in the life of a database, so that change by two can begin.
/// </summary>
internal sealed class Bootstrap(IdentityDbContext database, PairwiseSubjects people, TimeProvider clock)
{
    /// <summary>False where administrators were named before.</summary>
    internal async Task<bool> NameAsync(CitizenId one, CitizenId other, CancellationToken cancellation)
    {
        if (one == other)
        {
            throw new ArgumentException("Two different persons are needed.", nameof(other));
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var now = clock.GetUtcNow();
        var first = await database.Database.ExecuteSqlAsync(
            $"INSERT INTO administration_begun (one, begun_at) VALUES (1, {now.UtcTicks}) ON CONFLICT DO NOTHING",
            cancellation);
        if (first == 0)
        {
            return false;
        }

        foreach (var person in new[] { one, other })
        {
            var id = await people.PersonIdAsync(person, cancellation);
            database.DirectoryEntries.Add(new DirectoryEntry
            {
                Id = Guid.CreateVersion7(now),
                PersonId = id,
                Agency = StaffDirectory.OwnAgency,
                Roles = Roles.Administrator,
                Title = "Quản trị viên",
                Unit = "Cổng định danh",
                FromDay = clock.TodayInVietnam(),
            });
            database.Audit(clock, "operator", "administrator.named", id.ToString());
        }

        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
