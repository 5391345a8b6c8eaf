using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Civic.Identity.Bench;

/// <summary>
/// A person and a client, the whole way: pushed request, the browser's way over upstream and consent with a cookie jar
/// of its own, code for tokens with DPoP, userinfo.
/// </summary>
internal sealed partial class Login(Side side, Upstream upstream) : IDisposable
{
    private readonly Wire _client = new(side.Port);
    private readonly Wire _browser = new(side.Port);
    private readonly Dictionary<string, string> _cookies = [];

    /// <returns>The refresh token where one was asked for.</returns>
    internal string? Walk(bool offline = false)
    {
        _cookies.Clear();
        var verifier = Jws.NewId();
        var scope = offline ? "openid%20profile%20offline_access&prompt=consent" : "openid%20profile";
        var pushed = Prove(() => side.Post(
            "/par", Side.BoundClient,
            $"response_type=code&redirect_uri={Uri.EscapeDataString(Side.Redirect)}&scope={scope}&state=s"
            + $"&nonce={Jws.NewId()}&code_challenge={Jws.Hash(verifier)}&code_challenge_method=S256", true), 201);
        var requestUri = pushed.GetProperty("request_uri").GetString()!;
        var code = Browse($"/authorize?client_id=bench&request_uri={Uri.EscapeDataString(requestUri)}");
        var tokens = Prove(() => side.Post(
            "/token", Side.BoundClient,
            $"grant_type=authorization_code&code={code}&code_verifier={verifier}"
            + $"&redirect_uri={Uri.EscapeDataString(Side.Redirect)}", true), 200);
        var access = tokens.GetProperty("access_token").GetString()!;
        var person = Prove(() => side.UserInfo(access), 200);
        if (!tokens.TryGetProperty("id_token", out _) || !person.TryGetProperty("name", out _))
        {
            throw new InvalidOperationException($"{side.Name} left out the id_token or the name.");
        }

        return tokens.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null;
    }

    public void Dispose()
    {
        _client.Dispose();
        _browser.Dispose();
    }

    /// <summary>Once more where the server asks for its nonce.</summary>
    private JsonElement Prove(Func<byte[]> request, int expected)
    {
        for (var attempt = 0; ; attempt++)
        {
            var reply = _client.Send(request());
            side.Learn(reply);
            if (reply.Status == expected)
            {
                return JsonDocument.Parse(reply.Text).RootElement;
            }

            if (attempt > 0 || reply.Status is not (400 or 401))
            {
                throw new InvalidOperationException($"{side.Name}: {reply.Status} {reply.Text}");
            }
        }
    }

    /// <summary>From the authorization request to the code.</summary>
    private string Browse(string address)
    {
        string? form = null;
        for (var hop = 0; hop < 20; hop++)
        {
            var path = address.StartsWith('/') ? address : new Uri(address).PathAndQuery;
            var reply = _browser.Send(RequestFor(path, form));
            Keep(reply);
            if (reply.Header("Location") is { } location)
            {
                if (location.StartsWith(Side.Redirect, StringComparison.Ordinal))
                {
                    return CodeOf().Match(location) is { Success: true } found
                        ? found.Groups[1].Value
                        : throw new InvalidOperationException($"{side.Name} answered {location}");
                }

                (address, form) = (location.StartsWith(upstream.Address, StringComparison.Ordinal)
                    ? upstream.Authorize(location) : location, null);
                continue;
            }

            var page = reply.Text;
            if (reply.Status != 200 || form is not null)
            {
                throw new InvalidOperationException($"{side.Name}: {reply.Status} on {path}: {page}");
            }

            var token = Antiforgery().Match(page);
            form = "decision=approve"
                + (token.Success ? "&__RequestVerificationToken=" + Uri.EscapeDataString(token.Groups[1].Value) : "");
        }

        throw new InvalidOperationException($"{side.Name} redirects for ever.");
    }

    private byte[] RequestFor(string path, string? form)
    {
        var text = new StringBuilder(form is null ? "GET " : "POST ").Append(path)
            .Append(" HTTP/1.1\r\nHost: localhost:").Append(side.Port).Append("\r\nAccept: text/html\r\n");
        if (_cookies.Count > 0)
        {
            text.Append("Cookie: ").AppendJoin("; ", _cookies.Select(c => $"{c.Key}={c.Value}")).Append("\r\n");
        }

        if (form is not null)
        {
            text.Append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ").Append(form.Length)
                .Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").Append(form).ToString());
    }

    private void Keep(Reply reply)
    {
        foreach (var cookie in reply.Headers("Set-Cookie"))
        {
            var pair = cookie.Split(';', 2)[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }
    }

    [GeneratedRegex("[?&]code=([^&]+)")]
    private static partial Regex CodeOf();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
