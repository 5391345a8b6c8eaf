using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Civic.Payments;

/// <summary>The payment gateway of the sandbox.</summary>
public static class PaymentsHost
{
    public static readonly ServiceDescription Service = new("payments", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
    }
}
