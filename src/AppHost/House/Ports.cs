using Civic.Sandbox;

namespace Civic.AppHost.House;

internal static class Ports
{
    /// <summary>The address of every host, without a trailing slash.</summary>
    /// <exception cref="HouseFailure">A port is taken or impossible.</exception>
    internal static Dictionary<string, string> Addresses(int? portBase) =>
        portBase is { } first ? FixedAddresses(first) : FreeAddresses();

    private static Dictionary<string, string> FixedAddresses(int first)
    {
        if (first is < 1024 or > 65000)
        {
            throw new HouseFailure($"--ports {first} is not possible; choose a base from 1024 to 65000.");
        }

        foreach (var host in HouseHost.All.Where(h => !FreePorts.IsFree(first + h.Offset)))
        {
            throw new HouseFailure(
                $"{host.Name} cannot start: port {first + host.Offset} is in use; stop what uses it or choose others " +
                $"with --ports, for example --ports {first + 1000}.");
        }

        return HouseHost.All.ToDictionary(h => h.Name, h => $"http://localhost:{first + h.Offset}");
    }

    private static Dictionary<string, string> FreeAddresses() =>
        HouseHost.All.ToDictionary(h => h.Name, _ => $"http://localhost:{FreePorts.Next()}");
}
