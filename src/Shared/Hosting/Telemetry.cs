using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Civic.Shared.Hosting;

internal static class Telemetry
{
    /// <summary>
    /// Traces and metrics leave by OTLP only when Civic:Otlp names an endpoint; nothing is collected otherwise.
    /// </summary>
    internal static void AddCivicTelemetry(
        this IServiceCollection services, IConfiguration configuration, CivicSettings settings)
    {
        var endpoint = configuration["Civic:Otlp"];
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            return;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var otlp))
        {
            throw new StartupRefusal($"Civic:Otlp is '{endpoint}', which is no address.");
        }

        var resource = ResourceBuilder.CreateDefault().AddService($"civic-{settings.Service}");
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql")
            .AddOtlpExporter(o => o.Endpoint = otlp)
            .Build());
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Civic")
            .AddOtlpExporter(o => o.Endpoint = otlp)
            .Build());
        services.AddHostedService<TelemetryStart>();
    }

    private sealed class TelemetryStart(TracerProvider traces, MeterProvider metrics)
        : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            metrics.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
