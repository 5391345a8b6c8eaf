using Civic.AppHost.House;
using Civic.Sandbox;
using Spectre.Console;

namespace Civic.AppHost.Up;

/// <summary>Runs the house until Ctrl-C.</summary>
internal static class UpCommand
{
    internal static async Task<int> RunAsync(HouseSettings settings, CancellationToken cancellation)
    {
        await using var house = await RunningHouse.StartAsync(settings, cancellation);
        WriteAddresses(house);
        PersonaTable.Write();
        AnsiConsole.WriteLine($"Data and logs: {settings.Data}. Ctrl-C stops everything.");
        AnsiConsole.WriteLine($"All hosts were ready after {house.ReadyAfter.TotalSeconds:0.0} s.");
        Console.WriteLine("ready");
        try
        {
            var ended = await house.FirstEndedAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
            throw new HouseFailure($"{ended.Host.Name} stopped by itself; {ended.LogFile} says more.");
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    internal static void WriteAddresses(RunningHouse house)
    {
        var table = new Table().AddColumns("", "", "");
        table.HideHeaders();
        foreach (var host in HouseHost.All)
        {
            table.AddRow(Markup.Escape(host.Vi), Markup.Escape(host.En), house.Addresses[host.Name]);
        }

        AnsiConsole.Write(table);
    }
}
