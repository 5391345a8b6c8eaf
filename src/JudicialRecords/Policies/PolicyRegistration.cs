using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Policies;

internal static class PolicyRegistration
{
    /// <summary>
    /// Loads the pack that Civic:Policy names (default hanoi) while the host is built, so that it refuses early.
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

        builder.Services.AddSingleton(pack);
        builder.Services.AddHostedService<PolicyNotice>();
        return pack;
    }
}

/// <summary>Says at start by which law this host works.</summary>
internal sealed partial class PolicyNotice(PolicyPack pack, ILogger<PolicyNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogPack(pack.Name, pack.Assumption?.En ?? "none");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Policy pack {Pack}; assumption: {Assumption}")]
    private partial void LogPack(string pack, string assumption);
}
