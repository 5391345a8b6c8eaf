using System.Diagnostics;
using Civic.AppHost.House;
using Civic.Shared.Identity;
using Spectre.Console;

namespace Civic.AppHost.Admin;

/// <summary>
/// Names the first two administrators of the bridge's directory, by running the bridge's own program on its database.
/// </summary>
internal static class BootstrapCommand
{
    /// <summary>0 done; 1 refused, with one sentence on standard error.</summary>
    internal static async Task<int> RunAsync(
        string data, string? postgres, string? first, string? second, CancellationToken cancellation)
    {
        var bridge = HouseHost.All.Single(h => h.Name == "identity");
        var start = new ProcessStartInfo(Repository.Runtime, [Repository.AssemblyOf(bridge.Project), "bootstrap"]);
        start.Environment["Civic__Data"] = data;
        start.Environment["Civic__Administrators__0"] = Number(first, "first");
        start.Environment["Civic__Administrators__1"] = Number(second, "second");
        if (postgres is not null)
        {
            start.Environment["Civic__Postgres"] = postgres;
        }

        using var process = Process.Start(start)
            ?? throw new HouseFailure("The identity bridge's program could not be started.");
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <summary>As given, or asked for; what it must look like is said before anything is touched.</summary>
    private static string Number(string? given, string which)
    {
        if (given is null && Console.IsInputRedirected)
        {
            throw new HouseFailure($"Name the {which} administrator with --{which} and a personal ID number.");
        }

        var number = given ?? AnsiConsole.Prompt(
            new TextPrompt<string>($"Personal ID number of the {which} administrator:").Secret());
        return CitizenId.TryParse(number.Trim(), out var id)
            ? id.Value
            : throw new HouseFailure($"The {which} administrator's number is no personal ID number of 12 digits.");
    }
}
