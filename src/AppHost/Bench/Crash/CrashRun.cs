using System.Diagnostics;
using Civic.AppHost.House;

namespace Civic.AppHost.Bench.Crash;

/// <param name="Postgres">A server for this run alone; null for SQLite.</param>
internal sealed record CrashPlan(string Data, string? Postgres, int Replicas, int Kills, int Seed);

/// <summary>How a run ended.</summary>
/// <param name="Found">What must not be, empty where all is well.</param>
internal sealed record CrashResult(
    int Kills, int Requests, int Payments, int Certificates, int Messages, int Interruptions, TimeSpan Killing,
    TimeSpan Draining, IReadOnlyList<string> Found);

/// <summary>
/// People ask, pay, approve and seal while hosts are killed at random moments and started again; then the killing
/// stops, and all that was begun must come to its end without an operator.
/// </summary>
internal sealed class CrashRun(CrashPlan plan, Action<string> tell)
{
    private const int ToldEvery = 10;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly (string Persona, int Copies)[] Citizens =
        [("an", 13), ("ha", 0), ("minh", 13), ("quynh", 0), ("thao", 13), ("tuan", 13)];
    private static readonly (string Persona, string[] Actions)[] Staff =
    [
        ("tiep-nhan", ["accept"]), ("chuyen-vien", ["take", "prepare", "fetch-records"]), ("truong-phong", ["check"]),
        ("giam-doc", ["approve"]),
    ];

    private readonly CrashRecord _record = new();
    private readonly Dice _dice = new(plan.Seed);

    internal async Task<CrashResult> RunAsync(CancellationToken cancellation)
    {
        await using var house = await CrashHouse.StartAsync(plan.Data, plan.Postgres, plan.Replicas, cancellation);
        using var asking = new CancellationTokenSource();
        using var working = new CancellationTokenSource();
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var site = house.Addresses["judicial"];
        var citizens = Array.ConvertAll(
            Citizens, c => new CrashCitizen(c.Persona, c.Copies, site, _record, asking.Token));
        CrashPerson[] staff =
        [
            .. Staff.Select(s => new CrashOfficer(s.Persona, s.Actions, site, _record, working.Token)),
            new CrashClerk(site, _record, working.Token),
        ];
        var asked = Task.WhenAll(citizens.Select(c => c.RunAsync(all.Token)));
        var worked = Task.WhenAll(staff.Select(s => s.RunAsync(all.Token)));
        try
        {
            await UnderWayAsync(cancellation);
            var clock = Stopwatch.StartNew();
            await KillAsync(house, cancellation);
            var killing = clock.Elapsed;
            await house.AllReadyAsync();
            await asking.CancelAsync();
            var found = await DrainAsync(house, asked, all, cancellation);
            await working.CancelAsync();
            // Where not all came to rest, everybody was stopped in the middle of something, and what was found counts.
            await worked.ConfigureAwait(
                found.Count == 0 ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
            return await ReportAsync(house, killing, clock.Elapsed - killing, found, cancellation);
        }
        finally
        {
            await all.CancelAsync();
            await Task.WhenAll(asked, worked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Array.ForEach([.. citizens, .. staff], p => p.Dispose());
        }
    }

    private async Task UnderWayAsync(CancellationToken cancellation)
    {
        for (var waited = 0; _record.Acknowledged.Count == 0; waited++)
        {
            if (waited == WarmUp.TotalSeconds)
            {
                throw new HouseFailure($"Nobody could send a request: {_record.LastInterruption}");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
    }

    private async Task KillAsync(CrashHouse house, CancellationToken cancellation)
    {
        for (var kill = 1; kill <= plan.Kills; kill++)
        {
            var killed = await house.KillOneAsync(_dice, cancellation);
            if (kill % ToldEvery == 0 || kill == plan.Kills)
            {
                tell($"kill {kill} of {plan.Kills} ({killed}): {_record.Acknowledged.Count} requests, "
                    + $"{_record.Returned} returned, {_record.Interruptions} interruptions");
            }
        }
    }

    /// <summary>Until every person has their result and nothing is left in any queue.</summary>
    private async Task<IReadOnlyList<string>> DrainAsync(
        CrashHouse house, Task asked, CancellationTokenSource all, CancellationToken cancellation)
    {
        var check = new CrashCheck(plan.Data, plan.Postgres, house.Addresses);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            await Task.Delay(Look, cancellation);
            var found = await check.FindAsync(_record, cancellation);
            if (clock.Elapsed > Patience)
            {
                await all.CancelAsync();
                return [$"not at rest after {Patience}: {_record.LastInterruption}", .. found];
            }

            if (asked.IsCompleted && found.Count == 0)
            {
                await asked;
                return found;
            }

            tell($"{clock.Elapsed.TotalSeconds:0} s after the last kill: {_record.Open.Count} requests under way, "
                + $"{found.Count} things left to do{(found.Count > 0 ? $", such as: {found[0]}" : "")}; "
                + $"{_record.Interruptions} interruptions, the last: {_record.LastInterruption}");
        }
    }

    private async Task<CrashResult> ReportAsync(
        CrashHouse house, TimeSpan killing, TimeSpan draining, IReadOnlyList<string> found,
        CancellationToken cancellation)
    {
        var check = new CrashCheck(plan.Data, plan.Postgres, house.Addresses);
        return new CrashResult(
            plan.Kills,
            await check.CountAsync("judicial", "dossiers", cancellation),
            await check.CountAsync("judicial", "payment_entries", cancellation),
            await check.CountAsync("signing", "issuances", cancellation),
            await check.CountAsync("judicial", "messages WHERE sent_at IS NOT NULL", cancellation),
            _record.Interruptions, killing, draining, found);
    }
}
