using Civic.Shared.Hosting;
using Civic.JudicialRecords.Delivery.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Delivery;

/// <summary>Returns results and tells citizens, every second; each row is its own piece of work.</summary>
internal sealed partial class DeliveryWorker(
    IServiceScopeFactory scopes, WorkersStart start, TimeProvider clock, ILogger<DeliveryWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>One round.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReturnResults>().RunAsync(cancellation);
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        await outbox.AddressAsync(cancellation);
        await outbox.SendAsync(cancellation);
        await scope.ServiceProvider.GetRequiredService<SendResults>().RunAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A round of delivery failed ({Kind}); the next one tries again")]
    private static partial void LogRoundFailed(ILogger logger, string kind);
}

internal static class DeliveryRegistration
{
    internal static void AddDelivery(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(nameof(MessageChannels));
        builder.Services.AddSingleton<MessageChannels>();
        builder.Services.AddHttpClient(nameof(ResultChannels));
        builder.Services.AddSingleton<ResultChannels>();
        builder.Services.AddScoped<ResultText>();
        builder.Services.AddSingleton(ProcedureOptions.From(builder.Configuration));
        builder.Services.AddScoped<PortalText>();
        builder.Services.AddScoped<SendResults>();
        builder.Services.AddScoped<Outbox>();
        builder.Services.AddScoped<ReturnResults>();
        builder.Services.AddSingleton<DeliveryWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryWorker>());
    }
}
