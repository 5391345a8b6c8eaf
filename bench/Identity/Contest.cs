using System.Globalization;
using System.Text.Json;

namespace Civic.Identity.Bench;

/// <summary>The two sides on one kind of storage, started and reachable.</summary>
internal sealed class Contest : IAsyncDisposable
{
    /// <summary>How long the servers may take for it: the bridge limits logins by caller, which a bench is.</summary>
    private const string Opened = "100000000";

    private Contest(Side own, Server ownServer, Side peer, Server peerServer) =>
        (Own, OwnServer, Peer, PeerServer) = (own, ownServer, peer, peerServer);

    internal Side Own { get; }

    internal Server OwnServer { get; }

    internal Side Peer { get; }

    internal Server PeerServer { get; }

    internal IEnumerable<(Side Side, Server Server)> Both => [(Own, OwnServer), (Peer, PeerServer)];

    internal static async Task<Contest> StartAsync(
        string root, string folder, int[] ports, Upstream upstream, Postgres? postgres)
    {
        Directory.CreateDirectory(folder);
        var (client, holder) = (new Jws("client"), new Jws("holder"));
        var own = new Side("bridge", ports[0], client, holder);
        var peer = new Side("oidc-provider", ports[1], client, holder);
        var bridge = await StartBridgeAsync(root, folder, own, upstream, postgres);
        return new Contest(own, bridge, peer, await StartPeerAsync(root, folder, peer, upstream, postgres));
    }

    public async ValueTask DisposeAsync()
    {
        await OwnServer.DisposeAsync();
        await PeerServer.DisposeAsync();
        Own.Dispose();
    }

    private static async Task<Server> StartBridgeAsync(
        string root, string folder, Side side, Upstream upstream, Postgres? postgres)
    {
        var clients = Path.Combine(folder, "clients.json");
        await File.WriteAllTextAsync(clients, $"[{ClientOf(side, Side.BoundClient, true)},"
            + $"{ClientOf(side, Side.PlainClient, false)}]");
        var environment = new Dictionary<string, string>
        {
            ["URLS"] = side.Issuer,
            ["Civic__Data"] = folder,
            ["Civic__Clients"] = clients,
            ["Civic__Addresses__identity"] = side.Issuer,
            ["Civic__Addresses__vneid"] = upstream.Address,
            ["Civic__Addresses__registers"] = upstream.Address,
            ["Civic__RateLimits__login"] = Opened,
        };
        if (postgres is not null)
        {
            environment["Civic__Postgres"] = $"Host={postgres.Folder};Username=postgres;Maximum Pool Size=32";
        }

        var program = Path.Combine(root, "src/IdentityBridge/bin/Release/net10.0/Civic.IdentityBridge.dll");
        return await Server.StartAsync(
            "dotnet", [program], environment, folder, side.Port, Path.Combine(folder, "bridge.log"));
    }

    private static string ClientOf(Side side, string id, bool bound) =>
        $$"""
        {
          "client_id": "{{id}}", "client_name": "Bench", "redirect_uris": ["{{Side.Redirect}}"],
          "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "response_types": ["code"],
          "token_endpoint_auth_method": "private_key_jwt", "dpop_bound_access_tokens": {{(bound ? "true" : "false")}},
          "scope": "openid profile offline_access signing.seal", "jwks": {"keys": [{{side.ClientKey.PublicJwk}}]}
        }
        """;

    private static async Task<Server> StartPeerAsync(
        string root, string folder, Side side, Upstream upstream, Postgres? postgres)
    {
        var file = Path.Combine(folder, "peer.json");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture,
            $$"""
            {
              "issuer": "{{side.Issuer}}", "port": {{side.Port}}, "upstream": "{{upstream.Address}}",
              "redirect": "{{Side.Redirect}}", "jwks": {"keys": [{{side.ClientKey.PublicJwk}}]},
              "cookieKeys": ["{{Jws.NewId()}}"], "nonceSecret": "{{Jws.NewId()}}",
              "postgres": {{JsonSerializer.Serialize(postgres?.Folder)}}
            }
            """));
        return await Server.StartAsync(
            "node", ["peer.mjs", file], new Dictionary<string, string> { ["NODE_ENV"] = "production" },
            Path.Combine(root, "bench/Identity/peer"), side.Port, Path.Combine(folder, "peer.log"));
    }
}
