using System.Diagnostics;
using Civic.AppHost.House;

namespace Civic.AppHost.Policy;

/// <summary>
/// Law as data, explained. The rules belong to the justice service, so its own program answers, from its database and
/// by its own code.
/// </summary>
internal static class PolicyCommand
{
    private const string Service = "src/JudicialRecords";

    /// <returns>0: the stored fee computes again to the same amounts; 1: it does not; 2: can't tell.</returns>
    internal static Task<int> ExplainAsync(
        string dossier, string data, string? postgres, CancellationToken cancellation) =>
        AskAsync(["explain", dossier, data, .. Server(postgres)], cancellation);

    /// <param name="pack">Name of a pack that ships, or a file.</param>
    /// <param name="from">First day of reception, yyyy-MM-dd.</param>
    /// <param name="to">Last day of reception, yyyy-MM-dd.</param>
    /// <returns>0: computed; 2: can't tell.</returns>
    internal static Task<int> SimulateAsync(
        string pack, string from, string to, bool json, (string Data, string? Postgres) where,
        CancellationToken cancellation) =>
        AskAsync(
            ["simulate", pack, from, to, json ? "json" : "table", where.Data, .. Server(where.Postgres)], cancellation);

    private static async Task<int> AskAsync(string[] question, CancellationToken cancellation)
    {
        var assembly = Repository.AssemblyOf(Service);
        if (!File.Exists(assembly))
        {
            throw new HouseFailure("The justice service is not built; run './civic up', which builds it.");
        }

        using var program = Process.Start(new ProcessStartInfo(Repository.Runtime, [assembly, "policy", .. question]))!;
        await program.WaitForExitAsync(cancellation);
        return program.ExitCode;
    }

    private static string[] Server(string? postgres) => postgres is null ? [] : [postgres];
}
