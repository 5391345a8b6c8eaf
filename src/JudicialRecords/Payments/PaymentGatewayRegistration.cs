using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Payments;

internal static class PaymentGatewayRegistration
{
    /// <summary>The client of the payment gateway; Civic:Addresses:payments says where it is.</summary>
    internal static void AddPaymentGateway(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(nameof(PaymentGateway));
        builder.Services.AddSingleton<PaymentNotifications>();
        builder.Services.AddSingleton<PaymentGateway>();
    }
}
