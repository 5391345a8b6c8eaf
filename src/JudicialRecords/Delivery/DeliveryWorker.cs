using Civic.Shared.Hosting;
using Civic.JudicialRecords.Delivery.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Delivery;

/// <summary>
/// Returns results and tells citizens and other systems: side by side for each channel, so that one that is slow or
/// down holds up no other, for as long as more is due than one bite takes, and again every second.
/// </summary>
internal sealed partial class DeliveryWorker(
    IServiceScopeFactory scopes, WorkersStart start, TimeProvider clock, ILogger<DeliveryWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>One bite of work. Each says whether to go on at once.</summary>
    private delegate Task<bool> Bite(IServiceProvider services, CancellationToken cancellation);

    /// <summary>What is to be sent, written down in turn: a result ends the states on the way.</summary>
    private static readonly Bite Write = async (services, cancellation) =>
        await services.GetRequiredService<ReturnResults>().RunAsync(cancellation)
            | await services.GetRequiredService<AddressMessages>().RunAsync(cancellation);

    private static readonly Bite[] Send =
    [
        .. Enum.GetValues<MessageChannel>().Select<MessageChannel, Bite>(channel => (services, cancellation) =>
            services.GetRequiredService<SendMessages>().RunAsync(channel, cancellation)),
        .. Enum.GetValues<ResultTarget>().Select<ResultTarget, Bite>(target => (services, cancellation) =>
            services.GetRequiredService<SendResults>().RunAsync(target, cancellation)),
    ];

    /// <summary>Writes down what is to be sent, then sends what is due, to the end of both.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellation)
    {
        await ToTheEndAsync(Write, cancellation);
        await Task.WhenAll(Send.Select(bite => ToTheEndAsync(bite, cancellation)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        await Task.WhenAll(Send.Prepend(Write).Select(bite => KeepAsync(bite, stoppingToken)));
    }

    private async Task KeepAsync(Bite bite, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ToTheEndAsync(bite, stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                LogRoundFailed(logger, e.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ToTheEndAsync(Bite bite, CancellationToken cancellation)
    {
        bool goesOn;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            goesOn = await bite(scope.ServiceProvider, cancellation);
        }
        while (goesOn);
    }

    [LoggerMessage(LogLevel.Error, "A round of delivery failed ({Kind}); the next one tries again")]
    private static partial void LogRoundFailed(ILogger logger, string kind);
}

internal static class DeliveryRegistration
{
    internal static void AddDelivery(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(DeliveryOptions.From(builder.Configuration));
        builder.Services.AddSingleton<Calls>();
        builder.Services.AddScoped<Outbox>();
        builder.Services.AddHttpClient(nameof(MessageChannels));
        builder.Services.AddSingleton<MessageChannels>();
        builder.Services.AddHttpClient(nameof(ResultChannels));
        builder.Services.AddSingleton<ResultChannels>();
        builder.Services.AddScoped<ResultText>();
        builder.Services.AddSingleton(ProcedureOptions.From(builder.Configuration));
        builder.Services.AddScoped<PortalText>();
        builder.Services.AddScoped<PortalLists>();
        builder.Services.AddScoped<SendResults>();
        builder.Services.AddScoped<SendMessages>();
        builder.Services.AddScoped<AddressMessages>();
        builder.Services.AddScoped<ReturnResults>();
        builder.Services.AddSingleton<DeliveryWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryWorker>());
    }
}
