using Civic.Dossiers.Bench.Fill;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Settlement;

/// <summary>Every change of a dossier is booked once, whoever books at the same moment.</summary>
public sealed class LedgerBookingTests
{
    /// <summary>More than one round takes.</summary>
    private const int Many = 450;

    [Theory, ClassData(typeof(Databases))]
    public async Task Book_SeveralAtOnce_EachDossierOnce(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        var pack = house.Judicial.Services.GetRequiredService<PolicyPack>();
        await house.QueryAsync(async database =>
        {
            await new Filler(database, pack, house.Clock.GetUtcNow(), seed: 11, trusted: false)
                .RunAsync(0, Many, _ => { }, default);
            await database.LedgerEntries.ExecuteDeleteAsync();
            return await database.Dossiers.ExecuteUpdateAsync(set => set.SetProperty(d => d.BookedVersion, -1));
        });

        var lines = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => BookAsync(house))));

        (await BookAsync(house)).ShouldBe(0);
        var ledger = await house.QueryAsync(d => d.LedgerEntries.AsNoTracking().ToListAsync());
        lines.Sum().ShouldBe(ledger.Count);
        var byDossier = ledger.ToLookup(e => e.DossierId);
        (await house.QueryAsync(d => d.Dossiers.AsNoTracking().Include(x => x.History).ToListAsync())).ShouldAllBe(d =>
            d.BookedVersion == d.Version
            && byDossier[d.Id].Aggregate(default(Position), (sum, e) => sum + e.Position) == Ledger.Of(d, pack));
    }

    private static async Task<int> BookAsync(StaffHouse house)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<LedgerBooking>(scope.ServiceProvider).RunAsync(default);
    }
}
