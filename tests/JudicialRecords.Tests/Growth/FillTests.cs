using Civic.Browsing;
using Civic.Dossiers.Bench.Fill;
using Civic.JudicialRecords.Payments;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Requests;
using Civic.JudicialRecords.Settlement;
using Civic.JudicialRecords.Tests.Web.Staff;
using Civic.Shared.Identity;
using Civic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Civic.JudicialRecords.Tests.Growth;

/// <summary>
/// What `./civic bench dossiers` fills a database with is what the service could have written itself, down to columns
/// that are new, and every page that is measured reads it.
/// </summary>
public sealed class FillTests
{
    private const int Count = 500;

    [Theory, ClassData(typeof(Databases))]
    public async Task Fill_SomeHundred_HoldWhatTheServiceHoldsAndAreReadByItsPages(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        await FillAsync(house, Count);

        var dossiers = await house.QueryAsync(d => d.Dossiers.AsNoTracking().Include(x => x.History).ToListAsync());

        dossiers.Count.ShouldBe(Count);
        dossiers.Select(d => d.State).Distinct().Count().ShouldBeGreaterThan(5);
        dossiers.Where(d => !IsConsistent(d)).Select(d => (d.Code, d.State)).ShouldBeEmpty();
        await MoneyIsRightAsync(house, dossiers);
        (await house.QueryAsync(d => d.StateChanges.CountAsync(c => c.ToldAt == null))).ShouldBe(0);
        (await house.QueryAsync(d => d.Messages.CountAsync(m => m.SentAt == null))).ShouldBe(0);
        await PagesReadAsync(house, dossiers);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Fill_Again_GoesOnWithNewNumbersAndOtherPeople(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);

        await FillAsync(house, 40);
        await FillAsync(house, 40, from: 40);

        var dossiers = await house.QueryAsync(d => d.Dossiers.AsNoTracking().ToListAsync());
        dossiers.Select(d => d.Code).Distinct().Count().ShouldBe(80);
        dossiers.Where(d => d.IsOpen).Select(d => d.PersonNumber).ShouldBeUnique();
    }

    /// <summary>A dossier that is older than the search is found by its name as well.</summary>
    [Theory, ClassData(typeof(Databases))]
    public async Task Migration_NamesThatWereThereBefore_AreKeptAsTheServiceWouldKeepThem(DatabaseKind kind)
    {
        await using var house = await StaffHouse.StartAsync(kind);
        await FillAsync(house, 200);
        var folder = kind == DatabaseKind.Sqlite && !Databases.AllOnPostgres ? "Sqlite" : "Postgres";
        var sql = MigrationOf(folder);
        var begins = folder == "Sqlite" ? "WITH RECURSIVE" : "UPDATE dossiers";
        var statement = sql[sql.IndexOf(begins, StringComparison.Ordinal)..];
        statement = statement[..statement.IndexOf(';', StringComparison.Ordinal)];

        await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync("UPDATE dossiers SET person_name_key = ''"));
        await house.QueryAsync(d => d.Database.ExecuteSqlRawAsync(statement));

        (await house.QueryAsync(d => d.Dossiers.AsNoTracking().ToListAsync()))
            .ShouldAllBe(d => d.PersonNameKey == PlainName.Of(NameOf(d)));
    }

    internal static Task<int> FillAsync(StaffHouse house, int count, int from = 0) => house.QueryAsync(async database =>
    {
        var pack = house.Judicial.Services.GetRequiredService<PolicyPack>();
        var filler = new Filler(database, pack, house.Clock.GetUtcNow(), seed: 7, trusted: false);
        await filler.RunAsync(from, count, _ => { }, default);
        return count;
    });

    /// <summary>The history leads to the state, step by step, and nothing is the workers' to do.</summary>
    private static bool IsConsistent(Dossier dossier)
    {
        var history = dossier.History.OrderBy(c => c.At).ThenBy(c => c.Id).ToList();
        return history[^1].To == dossier.State
            && history[0].From is null
            && history.Zip(history.Skip(1)).All(s => s.Second.From == s.First.To && s.First.To.MayBecome(s.Second.To))
            && NextStep.Of(dossier) is not (Turn.PersonSignature or Turn.AgencySeal or Turn.Delivery)
            && dossier.FeeList == dossier.FeeWaived + dossier.FeeCity + dossier.FeeCitizen
            && dossier.PersonNameKey == PlainName.Of(NameOf(dossier));
    }

    /// <summary>Nothing is left to book, and money in = money receipted = what is held.</summary>
    private static async Task MoneyIsRightAsync(StaffHouse house, List<Dossier> dossiers)
    {
        await using var scope = house.Judicial.Services.CreateAsyncScope();
        (await ActivatorUtilities.CreateInstance<LedgerBooking>(scope.ServiceProvider).RunAsync(default)).ShouldBe(0);
        var ledger = (await house.QueryAsync(d => d.LedgerEntries.ToListAsync())).ToLookup(e => e.DossierId);
        var pack = scope.ServiceProvider.GetRequiredService<PolicyPack>();
        dossiers.ShouldAllBe(d =>
            ledger[d.Id].Aggregate(default(Position), (sum, e) => sum + e.Position) == Ledger.Of(d, pack));
        var entries = (await house.QueryAsync(d => d.PaymentEntries.ToListAsync())).ToLookup(e => e.OrderId);
        var receipts = (await house.QueryAsync(d => d.Receipts.ToListAsync())).ToLookup(r => r.OrderId);
        var orders = await house.QueryAsync(d => d.PaymentOrders.ToListAsync());
        orders.ShouldContain(o => o.Status == PaymentStatus.Paid);
        orders.ShouldContain(o => o.Status == PaymentStatus.Refunded);
        orders.ShouldAllBe(o => o.Held.Dong == entries[o.Id].Sum(e => e.Amount.Dong)
            && o.Held.Dong == receipts[o.Id].Where(r => r.CancelledAt == null).Sum(r => r.Amount.Dong));
    }

    private static async Task PagesReadAsync(StaffHouse house, List<Dossier> dossiers)
    {
        var staff = new StaffSteps(house);
        var site = house.Judicial.Address;
        var (reception, clerk) = (await staff.AsAsync("tiep-nhan"), await staff.AsAsync("van-thu"));
        foreach (var dossier in dossiers.DistinctBy(d => d.State))
        {
            var page = (await reception.GoAsync($"{site}/staff?code={dossier.Code}")).MustBe();
            page.Address.AbsolutePath.ShouldBe($"/staff/dossiers/{dossier.Id}");
            await FindsAsync(reception, site, NameOf(dossier), dossier);
            await FindsAsync(reception, site, PlainName.Of(NameOf(dossier)).ToLowerInvariant(), dossier);
            await FindsAsync(reception, site, dossier.PersonNumber.Value, dossier);
        }

        foreach (var persona in new[] { "tiep-nhan", "chuyen-vien", "truong-phong", "giam-doc", "van-thu" })
        {
            (await (await staff.AsAsync(persona)).GoAsync($"{site}/staff")).MustBe();
        }

        var certificate = await house.QueryAsync(
            d => d.Certificates.AsNoTracking().OrderBy(c => c.SigningTime).FirstAsync());
        var code = dossiers.Single(d => d.Id == certificate.DossierId).Code;
        var number = Uri.EscapeDataString(certificate.PrintedNumber);
        (await clerk.GoAsync($"{site}/staff/register?search.number={number}")).MustBe().Text.ShouldContain(code);
        await FindsAsync(reception, site, certificate.PrintedNumber, dossiers.Single(d => d.Code == code));
        // A name in an address, from wherever it comes, is not looked for.
        var named = Uri.EscapeDataString(NameOf(dossiers[0]));
        (await reception.GoAsync($"{site}/staff?code={named}")).MustBe().Has("#found").ShouldBeFalse();
        var leader = await staff.AsAsync("giam-doc");
        var month = house.Clock.TodayInVietnam().AddDays(-40);
        (await leader.GoAsync($"{site}/staff/reports?from={month:yyyy-MM-dd}")).MustBe().Text.ShouldNotContain(" 0/0 ");
    }

    private static async Task FindsAsync(Browser who, string site, string typed, Dossier dossier)
    {
        var search = (await who.GoAsync($"{site}/staff")).MustBe().Form("form[role=search]");
        var found = (await search.Fill("code", typed).SendAsync()).MustBe();
        found.Address.Query.ShouldBeEmpty();
        found.TextsOf("#found ~ div td, #found ~ div th").ShouldContain(dossier.Code);
    }

    private static string NameOf(Dossier dossier) => Declarations.Of(dossier).Person.Name;

    private static string MigrationOf(string folder)
    {
        var resource = $"migrations/{folder}/0037_growth.sql";
        using var reader = new StreamReader(typeof(Dossier).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
