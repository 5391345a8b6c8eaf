using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Civic.Shared.Hosting;
using Civic.Signing.Keys;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Validation.Trust;

/// <summary>
/// Holds the trust list: the operator's file, checked at start and read again when it changes, or in the sandbox
/// editions that are made and signed here for its authorities, one after the other as these follow each other.
/// </summary>
internal sealed partial class TrustListKeeper(CivicSettings settings, IOptions<SigningOptions> options,
    IHttpClientFactory http, TimeProvider clock, ILogger<TrustListKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    private volatile TrustList _current = TrustList.Empty;
    private DateTime _read;

    internal TrustList Current => _current;

    private string ListFile => options.Value.TrustList ?? Path.Combine(settings.DataFolder, "trust-list.jws");

    private string KeyFile => options.Value.TrustListKey ?? Path.Combine(settings.DataFolder, "trust-list-key.pem");

    private bool IsOwn => options.Value.TrustList is null && !settings.IsProduction;

    /// <exception cref="StartupRefusal">The operator's list is missing or not signed by the operator's key.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!TryRead() && !IsOwn)
        {
            throw new StartupRefusal($"the trust list '{ListFile}' is missing, or the key '{KeyFile}' has not signed "
                + "it: set Civic:Signing:TrustList and Civic:Signing:TrustListKey.");
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (IsOwn && _current.Services.Count == 0 && !await TryPublishAsync(stoppingToken))
        {
            await Task.Delay(Retry, stoppingToken);
        }

        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (File.Exists(ListFile) && File.GetLastWriteTimeUtc(ListFile) != _read && !TryRead())
            {
                LogRefused(ListFile);
            }

            if (IsOwn)
            {
                await TryPublishAsync(stoppingToken);
            }
        }
    }

    private bool TryRead()
    {
        if (!File.Exists(ListFile) || !File.Exists(KeyFile))
        {
            return false;
        }

        _read = File.GetLastWriteTimeUtc(ListFile);
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(KeyFile));
        // An older edition could bring back a service that was withdrawn.
        if (TrustList.Verify(File.ReadAllText(ListFile), key) is not { } list || list.Sequence < _current.Sequence)
        {
            return false;
        }

        _current = list;
        return true;
    }

    /// <summary>
    /// Publishes the next edition where the sandbox's authorities have changed, or the last one is soon overdue.
    /// </summary>
    /// <returns>False where the authority does not answer.</returns>
    internal async Task<bool> TryPublishAsync(CancellationToken cancellation)
    {
        try
        {
            using var authority = http.CreateClient(SandboxAuthorityClient.Client);
            var listed = await authority.GetFromJsonAsync<IReadOnlyList<SandboxEdition.Authority>>(
                $"{settings.AddressOf("trust")}/ca", cancellation);
            if (SandboxEdition.After(_current, listed ?? [], clock.GetUtcNow()) is { } next)
            {
                Keep(next);
                LogPublished(next.Sequence, next.Services.Count);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException or JsonException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            LogWaiting(e.GetType().Name);
            return false;
        }
    }

    /// <returns>The signed edition of this number; null where it is not kept here.</returns>
    internal string? Edition(long sequence) => FileOf(sequence) is var file && File.Exists(file)
        ? File.ReadAllText(file)
        : sequence == _current.Sequence && File.Exists(ListFile) ? File.ReadAllText(ListFile) : null;

    private string FileOf(long sequence) => Path.Combine(settings.DataFolder, $"trust-list-{sequence}.jws");

    /// <summary>Every edition stays, so that anybody can see what was trusted when.</summary>
    private void Keep(TrustList list)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(KeyFile))
        {
            key.ImportFromPem(File.ReadAllText(KeyFile));
        }
        else
        {
            PrivateFile.Write(KeyFile, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        }

        var signed = System.Text.Encoding.ASCII.GetBytes(list.Sign(key));
        PrivateFile.Write(FileOf(list.Sequence), signed);
        PrivateFile.Write(ListFile, signed);
        _read = File.GetLastWriteTimeUtc(ListFile);
        _current = list;
    }

    [LoggerMessage(LogLevel.Information, "Edition {Sequence} of the sandbox's trust list names {Count} authorities")]
    private partial void LogPublished(long sequence, int count);

    [LoggerMessage(LogLevel.Debug, "The sandbox's authority does not answer yet: {Why}")]
    private partial void LogWaiting(string why);

    [LoggerMessage(LogLevel.Error, "The trust list {File} changed, but is not signed or older: kept the old one")]
    private partial void LogRefused(string file);
}

/// <summary>Ready only with a trust list; degraded when its next edition is overdue.</summary>
internal sealed class TrustListHealth(TrustListKeeper keeper, TimeProvider clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(keeper.Current.Services.Count == 0 ? HealthCheckResult.Unhealthy("There is no trust list.")
            : keeper.Current.NextUpdate < clock.GetUtcNow() ? HealthCheckResult.Degraded("The trust list is overdue.")
            : HealthCheckResult.Healthy());
}
