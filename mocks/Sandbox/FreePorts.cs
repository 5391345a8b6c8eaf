using System.Net;
using System.Net.Sockets;

namespace Civic.Sandbox;

/// <summary>
/// Ports for hosts that start a moment later. They lie below the range from which the system takes the ports of
/// outgoing connections (32768 on Linux), so that no connection can be given one between the choice and the start; one
/// process never names a port twice.
/// </summary>
public static class FreePorts
{
    private const int First = 10_240;
    private const int Count = 22_000;
    private static int s_next = Environment.ProcessId * 397 % Count;

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("Every port of this machine is taken.");
    }

    public static bool IsFree(int port)
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
