using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Civic.Shared.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Civic.Signing.Keys;

/// <summary>
/// Takes up the keys at start. In the sandbox, missing ones are made and certified by its authority, as soon as that
/// answers; elsewhere a missing key refuses the start, because people bring keys into being there.
/// </summary>
internal sealed partial class SandboxEnrolment(
    KeyRing keys, TrustAnchors anchors, CivicSettings settings, IOptions<SigningOptions> options,
    IHttpClientFactory http, ILogger<SandboxEnrolment> logger) : BackgroundService
{
    internal const string Client = "enrolment";

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var profile in options.Value.Profiles.Keys)
        {
            if (!keys.TryLoad(profile) && settings.IsProduction)
            {
                throw new StartupRefusal(
                    $"the key of profile {profile} is missing: put {profile}.p12 and {profile}.p12-password " +
                    "into the data folder.");
            }
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!settings.IsProduction && !await TryCompleteAsync(stoppingToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), stoppingToken);
        }
    }

    private async Task<bool> TryCompleteAsync(CancellationToken cancellation)
    {
        try
        {
            using var authority = http.CreateClient(Client);
            if (anchors.IsEmpty)
            {
                anchors.Keep(await authority.GetStringAsync($"{settings.AddressOf("trust")}/root.pem", cancellation));
            }

            foreach (var (name, profile) in options.Value.Profiles.Where(p => !keys.Holds(p.Key)))
            {
                await EnrolAsync(authority, name, profile, cancellation);
                LogEnrolled(name);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            LogWaiting(e.GetType().Name);
            return false;
        }
    }

    private async Task EnrolAsync(HttpClient authority, string name, ProfileOptions profile, CancellationToken cancel)
    {
        using var key = profile.Key.Create();
        var request = RequestFor(SubjectOf(profile), key);
        using var body = new ByteArrayContent(request.CreateSigningRequest());
        var kind = profile.Kind == SignerKind.Person ? "person" : "agency";
        using var answer = await authority.PostAsync(
            $"{settings.AddressOf("trust")}/certificates?profile={kind}", body, cancel);
        answer.EnsureSuccessStatusCode();
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(await answer.Content.ReadAsStringAsync(cancel));
        keys.Save(name, key, [.. chain]);
    }

    private static CertificateRequest RequestFor(X500DistinguishedName subject, AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => new CertificateRequest(subject, ecdsa, HashAlgorithmName.SHA256),
        _ => throw new System.Diagnostics.UnreachableException("A key that is neither EC nor RSA."),
    };

    private static X500DistinguishedName SubjectOf(ProfileOptions profile)
    {
        // The builder encodes the last part first: country, organization, name.
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(profile.SignerName);
        builder.AddOrganizationName(profile.Organization);
        builder.AddCountryOrRegion("VN");
        return builder.Build();
    }

    [LoggerMessage(LogLevel.Information, "Key of profile {Profile} made and certified by the sandbox's authority")]
    private partial void LogEnrolled(string profile);

    [LoggerMessage(LogLevel.Debug, "The sandbox's authority does not answer yet: {Why}")]
    private partial void LogWaiting(string why);
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
