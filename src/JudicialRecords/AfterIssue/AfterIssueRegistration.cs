using Civic.JudicialRecords.Decisions;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.AfterIssue;

internal static class AfterIssueRegistration
{
    /// <summary>Decisions under Art. 50, what follows from them, complaints. Needs AddCertificates.</summary>
    internal static void AddAfterIssue(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Reissue>();
        builder.Services.AddScoped<Consequences>();
        builder.Services.AddScoped<Complain>();
        builder.Services.AddHostedService<ConsequenceWorker>();
    }

    internal static void MapAfterIssue(this WebApplication app)
    {
        var group = app.MapDossierActions();
        DraftDecision.Map(group);
        Complaints.Map(group);
    }
}

/// <summary>Every second.</summary>
internal sealed partial class ConsequenceWorker(
    IServiceScopeFactory scopes, WorkersStart start, ILogger<ConsequenceWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Consequences>().RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name, e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "What follows from a decision could not be done and is tried again: {Kind}")]
    private partial void LogFailed(string kind, Exception e);
}
