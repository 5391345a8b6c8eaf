using System.Net;
using System.Net.Sockets;

namespace Civic.AppHost.Bench.Crash;

/// <summary>
/// Stands at a host's public address before its replicas, as a load balancer does: hands each connection to one that
/// takes it, in turn; a connection dies with its replica.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TcpListener _listener;
    private readonly IReadOnlyList<int> _replicas;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _turn;

    internal Balancer(int port, IReadOnlyList<int> replicas)
    {
        _replicas = replicas;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = HandOverAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private async Task HandOverAsync(TcpClient caller)
    {
        using (caller)
        {
            using var replica = await ConnectAsync();
            if (replica is null)
            {
                return;
            }

            try
            {
                await Task.WhenAny(
                    caller.GetStream().CopyToAsync(replica.GetStream(), _stop.Token),
                    replica.GetStream().CopyToAsync(caller.GetStream(), _stop.Token));
            }
            catch (InvalidOperationException)
            {
                // One of the two was gone before anything was said.
            }
        }
    }

    /// <returns>Null where no replica takes a connection for a while.</returns>
    private async Task<TcpClient?> ConnectAsync()
    {
        for (var tries = 0; tries < Patience / Pause; tries++)
        {
            var client = new TcpClient();
            try
            {
                var next = (uint)Interlocked.Increment(ref _turn) % (uint)_replicas.Count;
                await client.ConnectAsync(IPAddress.Loopback, _replicas[(int)next], _stop.Token);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                await Task.Delay(Pause, _stop.Token);
            }
        }

        return null;
    }
}
