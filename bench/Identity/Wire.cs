using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Civic.Identity.Bench;

/// <summary>An answer; it lies in its connection's buffer and is good until the next request on it.</summary>
internal readonly struct Reply(int status, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body, bool chunked)
{
    internal int Status => status;

    internal string Text => chunked ? Joined() : Encoding.UTF8.GetString(body.Span);

    internal string? Header(string name) => Headers(name) is [var first, ..] ? first : null;

    internal List<string> Headers(string name)
    {
        var found = new List<string>();
        for (var left = head.Span; left.IndexOf("\r\n"u8) is >= 0 and var end;)
        {
            left = left[(end + 2)..];
            if (left.Length > name.Length && left[name.Length] == ':'
                && Ascii.EqualsIgnoreCase(left[..name.Length], name))
            {
                var value = left[(name.Length + 1)..];
                found.Add(Encoding.Latin1.GetString(value[..LineOf(value)]).Trim());
            }
        }

        return found;
    }

    private static int LineOf(ReadOnlySpan<byte> text) =>
        text.IndexOf("\r\n"u8) is >= 0 and var end ? end : text.Length;

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

/// <summary>One connection of HTTP/1.1, kept open, one request after another, by the thread that calls.</summary>
internal sealed class Wire(int port) : IDisposable
{
    private byte[] _buffer = new byte[32 * 1024];
    private bool _open;
    private int _filled;
    private int _head;

    internal Socket Socket { get; private set; } = New();

    internal Reply Send(ReadOnlySpan<byte> request)
    {
        Begin(request);
        while (true)
        {
            if (Receive() is { } reply)
            {
                return reply;
            }
        }
    }

    internal void Begin(ReadOnlySpan<byte> request)
    {
        if (!_open)
        {
            Socket.Connect(IPAddress.Loopback, port);
            _open = true;
        }

        (_filled, _head) = (0, -1);
        Socket.Send(request);
    }

    /// <summary>Takes what has come, or waits for it.</summary>
    /// <returns>Null while the answer is not whole.</returns>
    internal Reply? Receive()
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = Socket.Receive(_buffer.AsSpan(_filled));
        if (read == 0)
        {
            throw new IOException("The server closed the connection.");
        }

        _filled += read;
        _head = _head >= 0 ? _head : _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
        if (_head < 0 || TryFinish(_head, _filled) is not { } reply)
        {
            return null;
        }

        CloseIfAsked(reply);
        return reply;
    }

    public void Dispose() => Socket.Dispose();

    private static Socket New() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

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
            Socket.Dispose();
            Socket = New();
            _open = false;
        }
    }
}
