using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Civic.Identity.Bench;

/// <summary>An answer; it lies in its connection's buffer and is good until the next request on it.</summary>
internal readonly struct Reply(int status, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, bool chunked)
{
    internal int Status => status;

    internal string Head => Encoding.Latin1.GetString(head.Span);

    internal string Text => chunked ? Joined() : Encoding.UTF8.GetString(body.Span);

    internal string? Header(string name) => Headers(name).FirstOrDefault();

    internal IEnumerable<string> Headers(string name) =>
        from line in Head.Split("\r\n").Skip(1)
        where line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.Length > name.Length
            && line[name.Length] == ':'
        select line[(name.Length + 1)..].Trim();

    private string Joined()
    {
        using var whole = new MemoryStream();
        var left = body.Span;
        while (left.IndexOf("\r\n"u8) is > 0 and var end)
        {
            var size = int.Parse(Encoding.ASCII.GetString(left[..end]), NumberStyles.HexNumber,
                CultureInfo.InvariantCulture);
            whole.Write(left.Slice(end + 2, size));
            left = left[(end + 2 + size + 2)..];
        }

        return Encoding.UTF8.GetString(whole.ToArray());
    }
}

/// <summary>
/// One connection of HTTP/1.1, kept open, one request after another, by the thread that calls: two calls of the system
/// and one change of threads, the least that a load tool on the servers' own processors can take from them.
/// </summary>
internal sealed class Wire(int port) : IDisposable
{
    private Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[32 * 1024];
    private bool _open;

    internal Reply Send(ReadOnlySpan<byte> request)
    {
        if (!_open)
        {
            _socket.Connect(IPAddress.Loopback, port);
            _open = true;
        }

        _socket.Send(request);
        var (filled, head) = (0, -1);
        while (true)
        {
            if (filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = _socket.Receive(_buffer.AsSpan(filled));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            filled += read;
            head = head >= 0 ? head : _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && TryFinish(head, filled) is { } reply)
            {
                CloseIfAsked(reply);
                return reply;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private Reply? TryFinish(int head, int filled)
    {
        var headers = _buffer.AsMemory(0, head);
        var body = _buffer.AsMemory(head + 4, filled - head - 4);
        var status = ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + _buffer[11] - '0';
        if (LengthOf(headers.Span) is { } length)
        {
            return body.Length >= length ? new Reply(status, headers, body[..length], false) : null;
        }

        return body.Span.EndsWith("0\r\n\r\n"u8) ? new Reply(status, headers, body, true) : null;
    }

    /// <summary>Null where the body comes in chunks.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> head)
    {
        var at = IndexOf(head, "\r\nContent-Length: "u8, "\r\ncontent-length: "u8);
        if (at < 0)
        {
            return IndexOf(head, "\r\nTransfer-Encoding"u8, "\r\ntransfer-encoding"u8) < 0 ? 0 : null;
        }

        var length = 0;
        for (var i = at + 18; i < head.Length && head[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            length = (length * 10) + head[i] - '0';
        }

        return length;
    }

    private static int IndexOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        head.IndexOf(one) is >= 0 and var at ? at : head.IndexOf(other);

    private void CloseIfAsked(Reply reply)
    {
        if (reply.Status >= 400 && reply.Header("Connection") == "close")
        {
            _socket.Dispose();
            _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _open = false;
        }
    }
}
