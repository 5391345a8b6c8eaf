using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.TrustServices.Authority;
using Civic.TrustServices.Ocsp;
using Civic.TrustServices.RemoteSigning;
using Civic.TrustServices.Timestamps;
using Civic.TrustServices.Witness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.TrustServices;

/// <summary>The trust services of the sandbox: authority, OCSP, CRL, time stamps, remote signing, witness.</summary>
public static class TrustServicesHost
{
    public static readonly ServiceDescription Service = new("trust", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
        builder.Services.AddSingleton<IssuedCertificates>();
        builder.Services.Configure<TrustOptions>(builder.Configuration.GetSection("Civic:Trust"));
        builder.Services.AddSingleton<SandboxAuthority>();
        builder.Services.AddSingleton<OcspResponder>();
        builder.Services.AddSingleton<TimestampAuthority>();
        builder.Services.AddSingleton<WitnessService>();
        builder.Services.AddSingleton<Credentials>();
        builder.Services.AddSingleton<Activations>();
    }

    private static void Map(WebApplication app)
    {
        if (app.Services.GetRequiredService<CivicSettings>().IsProduction)
        {
            throw new StartupRefusal(
                "the sandbox's certificate authority vouches for anybody; production has its own.");
        }

        // The keys are made before the host listens, so that the first caller finds everything in place.
        _ = app.Services.GetRequiredService<SandboxAuthority>().Root;
        app.MapScenario();
        app.MapCertificates();
        app.MapRevocationLists();
        app.MapOcsp();
        app.MapTimestamps();
        app.MapRemoteSigning();
        app.MapWitness();
    }
}
