using System.Net.Http;
using System.Net.Sockets;

namespace Civic.IdentityBridge.Tests;

/// <summary>
/// What stands before two replicas of the bridge: every request to the issuer's address goes to the other one than the
/// request before.
/// </summary>
internal sealed class Balancer(string issuer, string replica)
{
    private readonly int _issuer = new Uri(issuer).Port;
    private readonly int _replica = new Uri(replica).Port;
    private int _turn;

    /// <summary>How many requests there were.</summary>
    internal int Requests => _turn;

    /// <summary>A connection for each request, so that each is sent to whose turn it is.</summary>
    internal SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancellation) =>
        {
            var port = context.DnsEndPoint.Port;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(
                    context.DnsEndPoint.Host,
                    port == _issuer && Interlocked.Increment(ref _turn) % 2 == 0 ? _replica : port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
