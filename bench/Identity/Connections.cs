using System.Diagnostics;
using System.Net.Sockets;

namespace Civic.Identity.Bench;

/// <summary>
/// Many connections, each with one request under way, looked after by one thread: two short calls of the system for
/// each request are the least that a load tool on the servers' own processors can take from them.
/// </summary>
internal sealed class Connections(Side side, byte[][] requests, TimeSpan lasts)
{
    private readonly Dictionary<Socket, Wire> _waiting = [];
    private readonly Stopwatch _started = new();
    private int _next;
    private int _done;

    /// <returns>Requests answered, for each second.</returns>
    internal double Run(int connections)
    {
        _started.Start();
        for (var i = 0; i < connections && _next < requests.Length; i++)
        {
            var wire = new Wire(side.Port);
            wire.Begin(requests[_next++]);
            _waiting.Add(wire.Socket, wire);
        }

        var ready = new List<Socket>(connections);
        while (_waiting.Count > 0)
        {
            ready.Clear();
            ready.AddRange(_waiting.Keys);
            Socket.Select(ready, null, null, Timeout.InfiniteTimeSpan);
            foreach (var socket in ready)
            {
                GoOn(_waiting[socket]);
            }
        }

        return _done / _started.Elapsed.TotalSeconds;
    }

    private void GoOn(Wire wire)
    {
        if (wire.Receive() is not { } reply)
        {
            return;
        }

        if (reply.Status != 200)
        {
            throw new InvalidOperationException($"{side.Name}: {reply.Status} {reply.Text}");
        }

        _done++;
        if (_next < requests.Length && _started.Elapsed < lasts)
        {
            wire.Begin(requests[_next++]);
            return;
        }

        _waiting.Remove(wire.Socket);
        wire.Dispose();
    }
}
