using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Civic.Sandbox;

namespace Civic.IdentityBridge.Tests;

/// <summary>A service that the bridge tells something by a token, and that can be down.</summary>
internal sealed class TokenReceiver : IAsyncDisposable
{
    private readonly HttpListener _http = new();
    private readonly Func<string, string> _read;
    private readonly Task _work;

    /// <param name="read">Finds the token in the body; absent where it is the body.</param>
    internal TokenReceiver(Func<string, string>? read = null)
    {
        _read = read ?? (body => body);
        Address = $"http://localhost:{FreePorts.Next()}/told";
        _http.Prefixes.Add(Address + "/");
        _http.Start();
        _work = WorkAsync();
    }

    internal string Address { get; }

    /// <summary>Null where it takes the token and says nothing.</summary>
    internal HttpStatusCode? Answers { get; set; } = HttpStatusCode.OK;

    internal ConcurrentQueue<string> Tokens { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _http.Close();
        await _work;
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                var request = await _http.GetContextAsync();
                using var body = new StreamReader(request.Request.InputStream, Encoding.UTF8);
                Tokens.Enqueue(_read(await body.ReadToEndAsync()));
                if (Answers is { } status)
                {
                    request.Response.StatusCode = (int)status;
                    request.Response.Close();
                }
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
