using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Records;

internal static class RegisterRegistration
{
    /// <summary>The clients of the national registers; Civic:Addresses:registers says where they are.</summary>
    internal static void AddRegisters(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(nameof(RegisterHttp));
        builder.Services.AddSingleton(services => RegisterOptions.From(
            builder.Configuration, services.GetRequiredService<CivicSettings>()));
        builder.Services.AddSingleton<RegisterHttp>();
        builder.Services.AddSingleton<PopulationRegister>();
        builder.Services.AddSingleton<JudicialRegister>();
        builder.Services.AddSingleton<PoliceRegister>();
        builder.Services.AddSingleton<SocialPolicyRegister>();
        builder.Services.AddSingleton<EducationRegister>();
        builder.Services.AddSingleton<ClassRegisters>();
    }
}
