using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.Vneid;

/// <summary>The national identity provider of the sandbox.</summary>
public static class VneidHost
{
    public static readonly ServiceDescription Service = new("vneid", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
    }
}
