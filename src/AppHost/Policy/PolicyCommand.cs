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
    internal static async Task<int> ExplainAsync(
        string dossier, string data, string? postgres, CancellationToken cancellation)
    {
        var assembly = Repository.AssemblyOf(Service);
        if (!File.Exists(assembly))
        {
            throw new HouseFailure("The justice service is not built; run './civic up', which builds it.");
        }

        using var program = Process.Start(
            new ProcessStartInfo("dotnet", [assembly, "policy", "explain", dossier, data, .. Server(postgres)]))!;
        await program.WaitForExitAsync(cancellation);
        return program.ExitCode;
    }

    internal static int Simulate()
    {
        Console.Error.WriteLine(
            "There is no simulation yet: it comes with the editor of policy packs; "
                + "'./civic policy explain DOSSIER' shows how a stored fee came about.");
        return 2;
    }

    private static string[] Server(string? postgres) => postgres is null ? [] : [postgres];
}
