using Civic.JudicialRecords.Decisions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Counter;

internal static class CounterRegistration
{
    internal static void AddCounter(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CounterLookup>();
        builder.Services.AddScoped<EnterDossier>();
        builder.Services.AddScoped<PaperRequests>();
    }

    internal static void MapCounter(this WebApplication app)
    {
        var group = app.MapDossierActions();
        TakePayment.Map(group);
        GiveBackPayment.Map(group);
    }
}
