using System.Security.Cryptography;
using Civic.Shared.Hosting;
using Civic.Signing.Keys.Remote;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Keys;

/// <summary>
/// Takes up the keys at start. In the sandbox, missing ones are made and certified by its authority, as soon as that
/// answers; elsewhere a missing key refuses the start, because people bring keys into being there.
/// </summary>
internal sealed partial class KeyStart(
    KeyRing keys, KeyStores stores, TrustAnchors anchors, SandboxAuthorityClient authority, KeyStartContext context,
    ILogger<KeyStart> logger) : BackgroundService
{
    private string? _reported;

    private IEnumerable<KeyValuePair<string, ProfileOptions>> Missing =>
        context.Options.Value.Profiles.Where(p => !keys.Holds(p.Key));

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, profile) in Missing)
        {
            var store = stores.Of(profile);
            if (store.TryLoad(name, profile) is { } key)
            {
                keys.Hold(name, key);
            }
            else if (context.Settings.IsProduction && !store.BringsItsOwn)
            {
                throw new StartupRefusal($"the key of profile {name} is missing: {store.Remedy(name)}.");
            }
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryCompleteAsync(stoppingToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), stoppingToken);
        }
    }

    private async Task<bool> TryCompleteAsync(CancellationToken cancellation)
    {
        try
        {
            if (anchors.IsEmpty && !context.Settings.IsProduction)
            {
                anchors.Keep(await authority.RootAsync(cancellation));
            }

            foreach (var (name, profile) in Missing)
            {
                keys.Hold(name, await stores.Of(profile).CompleteAsync(name, profile, cancellation));
                LogCompleted(name);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException or KeyUnavailableException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            Report(e);
            return false;
        }
    }

    /// <summary>A service that refuses is named once for each reason; one that is not up yet is no news.</summary>
    private void Report(Exception why)
    {
        if (why is not KeyUnavailableException known)
        {
            LogWaiting(why.GetType().Name);
        }
        else if (_reported != known.Reason)
        {
            _reported = known.Reason;
            LogRefused(known.Reason);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A key is not complete: {Why}")]
    private partial void LogRefused(string why);

    [LoggerMessage(LogLevel.Information, "Key of profile {Profile} is complete with its certificate")]
    private partial void LogCompleted(string profile);

    [LoggerMessage(LogLevel.Debug, "A key is not complete yet: {Why}")]
    private partial void LogWaiting(string why);
}

/// <summary>What the start of the keys depends on beside the keys themselves.</summary>
internal sealed record KeyStartContext(CivicSettings Settings, IOptions<SigningOptions> Options);

/// <summary>Which of the three places a profile's key lives in.</summary>
internal sealed class KeyStores(FileKeyStore files, TokenKeyStore tokens, RemoteKeyStore remote)
{
    internal IKeyStore Of(ProfileOptions profile) => profile switch
    {
        { Pkcs11: not null } => tokens,
        { Remote: not null } => remote,
        _ => files,
    };
}

/// <summary>Ready only when every profile has its key and there is a root to trust.</summary>
internal sealed class KeysHealth(KeyRing keys, TrustAnchors anchors, IOptions<SigningOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(!anchors.IsEmpty && options.Value.Profiles.Keys.All(keys.Holds)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Keys or trust roots are missing."));
}
