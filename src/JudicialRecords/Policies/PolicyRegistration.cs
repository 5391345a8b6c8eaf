using Civic.JudicialRecords.Policies.Changes;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Policies;

internal static class PolicyRegistration
{
    /// <summary>
    /// Loads the pack that Civic:Policy names (default hanoi) while the host is built, so that it refuses early. It
    /// holds until a change confirmed by two persons is in force.
    /// </summary>
    /// <exception cref="StartupRefusal">The pack is wrong, or production has not accepted its assumption.</exception>
    internal static PolicyPack AddPolicies(this WebApplicationBuilder builder, CivicSettings settings)
    {
        var pack = PolicyLoader.Load(builder.Configuration["Civic:Policy"] ?? PolicyLoader.Default);
        if (
            settings.IsProduction
            && pack.Assumption is { } assumption
            && builder.Configuration["Civic:PolicyAssumptionAccepted"] != "true"
        )
        {
            throw new StartupRefusal(
                $"the policy pack '{pack.Name}' rests on an assumption ({assumption.En}); "
                    + "production starts with it only if Civic:PolicyAssumptionAccepted is true."
            );
        }

        builder.Services.AddSingleton(new PolicyInForce(pack));
        builder.Services.AddTransient(services => services.GetRequiredService<PolicyInForce>().Pack);
        builder.Services.AddSingleton<PolicyRisk>();
        builder.Services.AddScoped<ChangePolicy>();
        builder.Services.AddSingleton<PolicyWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PolicyWatch>());
        return pack;
    }
}
