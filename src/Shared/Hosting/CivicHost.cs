using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Civic.Shared.Hosting;

/// <summary>Builds and runs a host with everything that all hosts share.</summary>
public static class CivicHost
{
    /// <summary>Runs until stopped. A refusal to start is one sentence on standard error and exit code 1.</summary>
    public static async Task<int> RunAsync(string[] args, ServiceDescription service)
    {
        try
        {
            await using var app = Build(args, service);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (WhyNot(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"{service.Name} cannot start: {sentence}");
            return 1;
        }
    }

    /// <summary>
    /// Builds a host without starting it; tests set their clock and addresses through <paramref name="configure"/>.
    /// </summary>
    public static WebApplication Build(
        string[] args, ServiceDescription service, Action<WebApplicationBuilder>? configure = null)
    {
        // The slim builder leaves out what no host uses (HTTP/3, IIS, event logs); each costs time at every start.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = service.Assembly.GetName().Name,
            ContentRootPath = Path.GetDirectoryName(service.Assembly.Location),
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddCommandLine(args);
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(o => o.IncludeScopes = true);
        // Test settings come first, so that everything below already sees them.
        configure?.Invoke(builder);
        var settings = CivicSettings.From(builder.Configuration, service.Name);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(service);
        builder.AddHostingDefaults(settings);
        service.Add(builder);
        builder.Host.UseDefaultServiceProvider(o =>
        {
            o.ValidateOnBuild = true;
            o.ValidateScopes = true;
        });
        var app = builder.Build();
        app.UseHostingDefaults();
        service.Map(app);
        return app;
    }

    private static string? WhyNot(Exception e) => e switch
    {
        StartupRefusal refusal => refusal.Message,
        OptionsValidationException options => string.Join(" ", options.Failures),
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException inUse } =>
            $"its address is taken ({inUse.Message}); stop what uses it or choose other ports.",
        IOException or SocketException or UnauthorizedAccessException => e.Message,
        AggregateException { InnerException: { } inner } => WhyNot(inner),
        _ => null,
    };
}
