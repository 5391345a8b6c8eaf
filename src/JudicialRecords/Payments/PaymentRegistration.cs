using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Payments;

internal static class PaymentRegistration
{
    internal static void AddPayments(this WebApplicationBuilder builder)
    {
        builder.AddPaymentGateway();
        builder.Services.AddScoped<PaymentBooks>();
        builder.Services.AddScoped<PaymentDesk>();
        builder.Services.AddSingleton<PaymentWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PaymentWorker>());
    }

    internal static void MapPayments(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<CivicSettings>();
        app.Services.GetRequiredService<PageSecurity>().AllowFormsTo(settings.AddressOf("payments"));
        app.MapPaymentNotifications();
    }
}
