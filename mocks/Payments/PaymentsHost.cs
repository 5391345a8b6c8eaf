using Civic.Payments.Notifications;
using Civic.Payments.Orders;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.Payments;

/// <summary>The payment gateway of the sandbox.</summary>
public static class PaymentsHost
{
    public static readonly ServiceDescription Service = new("payments", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddSingleton<NotificationKey>();
        builder.Services.AddSingleton<Notifier>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Notifier>());
    }

    private static void Map(WebApplication app)
    {
        app.MapScenario();
        app.MapOrders();
        app.MapGet("/.well-known/jwks.json", (NotificationKey key) => Results.Json(key.Published)).AllowAnonymous();
    }
}
