using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.TrustServices;

/// <summary>The trust services of the sandbox: certificate authority, OCSP, CRL and time stamps.</summary>
public static class TrustServicesHost
{
    public static readonly ServiceDescription Service = new("trust", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
    }
}
