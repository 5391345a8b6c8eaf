using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.IdentityBridge;

/// <summary>The identity bridge: OpenID Provider towards the services, OpenID Connect client towards VNeID.</summary>
public static class IdentityBridgeHost
{
    public static readonly ServiceDescription Service = new("identity", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
    }

    private static void Map(WebApplication app)
    {
    }
}
