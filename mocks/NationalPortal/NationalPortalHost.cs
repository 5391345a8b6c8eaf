using Civic.NationalPortal.Agencies;
using Civic.NationalPortal.Dossiers;
using Civic.NationalPortal.SignIn;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.NationalPortal;

/// <summary>The national public-service portal of the sandbox.</summary>
public static class NationalPortalHost
{
    public static readonly ServiceDescription Service = new("portal", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddScenario();
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<AgencyClient>();
        builder.Services.AddSingleton<DossierStore>();
        builder.Services.AddSingleton<SingleSignOn>();
    }

    private static void Map(WebApplication app)
    {
        // The login form leads on to the bridge and any client of it.
        app.Services.GetRequiredService<PageSecurity>().AllowFormsToAnySite();
        app.MapScenario();
        app.MapSignIn();
        app.MapDossiers();
        app.MapAgencies();
    }
}
