using System.CommandLine;
using Civic.AppHost.Bench.Crash;
using Civic.AppHost.Bench.Dossiers;

namespace Civic.AppHost.Bench;

/// <summary>What `./civic bench` understands.</summary>
internal static class BenchCommand
{
    internal static Command CommandLine()
    {
        var name = new Argument<string>("NAME")
        {
            Description = "pages, identity, signing, fuzz, crash, dossiers or sealed",
        };
        name.AcceptOnlyFromAmong("pages", "identity", "signing", "fuzz", "crash", "dossiers", "sealed");
        var kills = new Option<int>("--kills")
        {
            Description = "crash: how many times a host is killed, on each database.",
            DefaultValueFactory = _ => CrashBench.DefaultKills,
        };
        var postgres = new Option<bool>("--postgres") { Description = "crash: on PostgreSQL alone." };
        var sqlite = new Option<bool>("--sqlite") { Description = "crash, dossiers: on SQLite alone." };
        var large = new Option<bool>("--large") { Description = "dossiers: five million too; needs a large disk." };
        var most = new Option<int?>("--dossiers") { Description = "dossiers: stop at so many." };
        var bench = new Command("bench", "Measure, and write artifacts/bench/NAME.json.")
        {
            name,
            kills,
            postgres,
            sqlite,
            large,
            most,
        };
        bench.SetAction((parsed, cancellation) => parsed.GetRequiredValue(name) switch
        {
            "identity" => IdentityBench.RunAsync(cancellation),
            "signing" => SigningBench.RunAsync(cancellation),
            "fuzz" => FuzzBench.RunAsync(cancellation),
            "crash" => CrashBench.RunAsync(
                parsed.GetValue(kills), parsed.GetValue(postgres), parsed.GetValue(sqlite), cancellation),
            "dossiers" => DossiersBench.RunAsync(
                DossiersBench.Plan(parsed.GetValue(sqlite), parsed.GetValue(large), parsed.GetValue(most)),
                cancellation),
            "sealed" => Sealed.SealedBench.RunAsync(cancellation),
            _ => PagesBench.RunAsync(cancellation),
        });
        return bench;
    }
}
