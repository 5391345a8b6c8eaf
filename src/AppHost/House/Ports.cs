using System.Net;
using System.Net.Sockets;

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

        foreach (var host in HouseHost.All.Where(h => !IsFree(first + h.Offset)))
        {
            throw new HouseFailure(
                $"{host.Name} cannot start: port {first + host.Offset} is in use; stop what uses it or choose others " +
                $"with --ports, for example --ports {first + 1000}.");
        }

        return HouseHost.All.ToDictionary(h => h.Name, h => $"http://localhost:{first + h.Offset}");
    }

    private static Dictionary<string, string> FreeAddresses()
    {
        // All are held until the last is known, so that no two hosts are given the same one.
        var listeners = HouseHost.All.Select(h => (h.Name, Listener: new TcpListener(IPAddress.Loopback, 0))).ToList();
        listeners.ForEach(l => l.Listener.Start());
        var addresses = listeners.ToDictionary(
            l => l.Name, l => $"http://localhost:{((IPEndPoint)l.Listener.LocalEndpoint).Port}");
        listeners.ForEach(l => l.Listener.Stop());
        return addresses;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
