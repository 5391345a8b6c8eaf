using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Web.Citizen;

internal static class CitizenWeb
{
    internal static void AddCitizenWeb(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<FormOwner>();
}
