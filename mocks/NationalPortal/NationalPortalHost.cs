using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.NationalPortal;

/// <summary>The national public-service portal of the sandbox.</summary>
public static class NationalPortalHost
{
    public static readonly ServiceDescription Service = new("portal", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
    }
}
