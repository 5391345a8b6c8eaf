using System.Globalization;
using System.Text;
using Civic.JudicialRecords.Storage;
using Civic.Shared.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Civic.JudicialRecords.Policies.Changes;

/// <summary>
/// The pack by which this process works: the configured one until a change stored in the database is in force, on every
/// replica within seconds and without a restart.
/// </summary>
internal sealed class PolicyInForce(PolicyPack configured)
{
    private volatile Version _version = new(configured, null);

    internal PolicyPack Pack => _version.Pack;

    /// <summary>Null while no stored change is in force.</summary>
    internal long? Ordinal => _version.Ordinal;

    /// <summary>Reads the database; a change that this program can't read leaves everything as it is.</summary>
    /// <exception cref="StartupRefusal">What is in force there is no pack that this program can apply.</exception>
    internal async Task RefreshAsync(JudicialDbContext database, TimeProvider clock, CancellationToken cancellation)
    {
        var newest = await database.PolicyChanges.MaxAsync(c => c.Ordinal, cancellation);
        if (newest is not { } ordinal || ordinal == _version.Ordinal)
        {
            return;
        }

        var change = await database.PolicyChanges.AsNoTracking()
            .SingleAsync(c => c.Ordinal == ordinal, cancellation);
        var pack = Read(change.Content, ordinal);
        await KeepAsync(pack, database, clock, cancellation);
        _version = new(pack, ordinal);
    }

    /// <summary>Before any fee is decided by a text, it is kept for whoever computes that fee again.</summary>
    internal static async Task KeepAsync(
        PolicyPack pack, JudicialDbContext database, TimeProvider clock, CancellationToken cancellation) =>
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO policy_texts (digest, name, content, kept_at)
            VALUES ({pack.Digest}, {pack.Name}, {pack.Text}, {clock.GetUtcNow().UtcTicks})
            ON CONFLICT (digest) DO NOTHING
            """,
            cancellation);

    /// <summary>A stored pack under the name that traces give it.</summary>
    internal static PolicyPack Read(string content, long ordinal)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"#{ordinal}");
        return PolicyLoader.Parse(Encoding.UTF8.GetBytes(content), $"policy change {suffix}", suffix);
    }

    private sealed record Version(PolicyPack Pack, long? Ordinal);
}

/// <summary>Looks every two seconds whether another pack has come into force, here or on another replica.</summary>
internal sealed partial class PolicyWatch(
    PolicyInForce inForce, IServiceScopeFactory scopes, TimeProvider clock, ILogger<PolicyWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>The first look is before the first request; a stored pack that can't be read stops the start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await using (var scope = scopes.CreateAsyncScope())
        {
            await PolicyInForce.KeepAsync(
                inForce.Pack, scope.ServiceProvider.GetRequiredService<JudicialDbContext>(), clock, cancellationToken);
        }

        LogPack(inForce.Pack.Name, inForce.Pack.Assumption?.En ?? "none");
        await base.StartAsync(cancellationToken);
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = inForce.Ordinal;
        await inForce.RefreshAsync(
            scope.ServiceProvider.GetRequiredService<JudicialDbContext>(), clock, cancellation);
        if (inForce.Ordinal != before)
        {
            LogChanged(inForce.Pack.Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Policy pack {Pack}; assumption: {Assumption}")]
    private partial void LogPack(string pack, string assumption);

    [LoggerMessage(LogLevel.Warning, "Policy pack {Pack} is in force from now on")]
    private partial void LogChanged(string pack);

    [LoggerMessage(LogLevel.Error, "The policy pack in force could not be looked up; the last known one stands")]
    private partial void LogFailed(Exception e);
}
