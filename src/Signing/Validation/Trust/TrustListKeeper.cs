using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;
using Civic.Signing.Keys;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Validation.Trust;

/// <summary>
/// Holds the trust list: the operator's file, checked at start and read again when it changes, or in the sandbox one
/// that is made and signed here for the sandbox's authorities as soon as they answer.
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
        while (IsOwn && _current.Services.Count == 0 && !await TryMakeAsync(stoppingToken))
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

    private async Task<bool> TryMakeAsync(CancellationToken cancellation)
    {
        try
        {
            var trust = settings.AddressOf("trust");
            using var authority = http.CreateClient(SandboxAuthorityClient.Client);
            var root = X509Certificate2.CreateFromPem(
                await authority.GetStringAsync($"{trust}/root.pem", cancellation));
            var issuing = X509CertificateLoader.LoadCertificate(
                await authority.GetByteArrayAsync($"{trust}/ca/issuing.cer", cancellation));
            var now = clock.GetUtcNow();
            Keep(new TrustList(1, now, now.AddYears(1),
            [
                ServiceOf("Civic Sandbox Root CA", root, null, $"{trust}/crl/root.crl"),
                ServiceOf("Civic Sandbox Issuing CA", issuing, $"{trust}/ocsp", $"{trust}/crl/issuing.crl"),
            ]));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            LogWaiting(e.GetType().Name);
            return false;
        }
    }

    private static TrustService ServiceOf(string name, X509Certificate2 certificate, string? ocsp, string crl) => new(
        name, [ServiceUse.Signing, ServiceUse.Timestamping], certificate,
        [new ServiceStatus(true, certificate.NotBefore.ToUniversalTime())],
        ocsp is null ? null : new Uri(ocsp), new Uri(crl));

    private void Keep(TrustList list)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(KeyFile, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        PrivateFile.Write(ListFile, System.Text.Encoding.ASCII.GetBytes(list.Sign(key)));
        _read = File.GetLastWriteTimeUtc(ListFile);
        _current = list;
    }

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
