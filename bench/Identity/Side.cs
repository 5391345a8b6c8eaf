using System.Text;

namespace Civic.Identity.Bench;

/// <summary>
/// One of the two providers: the same addresses, clients, keys and rules on both. "bench" signs people in and holds
/// bound tokens; "plain" has bearer tokens by client credentials.
/// </summary>
internal sealed class Side(string name, int port, Jws client, Jws holder) : IDisposable
{
    internal const string Redirect = "http://localhost:9/callback";
    internal const string BoundClient = "bench";
    internal const string PlainClient = "plain";

    internal string Name => name;

    internal int Port => port;

    internal string Issuer { get; } = $"http://localhost:{port}";

    internal Jws ClientKey => client;

    internal Jws HolderKey => holder;

    /// <summary>What the server last asked for (RFC 9449 §8).</summary>
    internal string? Nonce { get; private set; }

    /// <summary>Refresh tokens of people signed in before, used in turn.</summary>
    internal List<string> RefreshTokens { get; } = [];

    internal void Learn(Reply reply) => Nonce = reply.Header("DPoP-Nonce") ?? Nonce;

    /// <summary>A POST as the two programs get it; the assertion is good for one use.</summary>
    internal byte[] Post(string path, string clientId, string form, bool bound)
    {
        var body = $"{form}&client_id={clientId}"
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + $"&client_assertion={client.Assertion(clientId, Issuer)}";
        var proof = bound ? $"DPoP: {holder.Proof("POST", Issuer + path, Nonce)}\r\n" : "";
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"{proof}Content-Length: {body.Length}\r\n\r\n{body}");
    }

    internal byte[] UserInfo(string accessToken) => Encoding.ASCII.GetBytes(
        $"GET /userinfo HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: DPoP {accessToken}\r\n"
        + $"DPoP: {holder.Proof("GET", Issuer + "/userinfo", Nonce, accessToken)}\r\n\r\n");

    internal byte[] ForItself(bool bound) => Post(
        "/token", bound ? BoundClient : PlainClient, "grant_type=client_credentials&scope=signing.seal", bound);

    internal byte[] Refresh(int index) => Post(
        "/token", BoundClient,
        $"grant_type=refresh_token&refresh_token={RefreshTokens[index % RefreshTokens.Count]}"
        + "&scope=profile%20offline_access", true);

    public void Dispose()
    {
        client.Dispose();
        holder.Dispose();
    }
}
