using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Ratings;

internal static class RatingsRegistration
{
    internal static void AddRatings(this WebApplicationBuilder builder) =>
        builder.Services.AddScoped<RateRequest>();
}
