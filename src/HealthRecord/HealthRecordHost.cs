using Civic.HealthRecord.Access;
using Civic.HealthRecord.Emergencies;
using Civic.HealthRecord.Queries;
using Civic.HealthRecord.Sources;
using Civic.HealthRecord.Sources.CityRecords;
using Civic.HealthRecord.Sources.InsuranceClaims;
using Civic.HealthRecord.Sources.Vaccinations;
using Civic.HealthRecord.Storage;
using Civic.HealthRecord.Summaries;
using Civic.HealthRecord.Web;
using Civic.Shared.Hosting;
using Civic.Shared.SignIn;
using Civic.Shared.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Civic.HealthRecord;

/// <summary>The Department of Health: a person's health record, and the clinics that may read it.</summary>
public static class HealthRecordHost
{
    public static readonly ServiceDescription Service = new("health", Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        var settings = CivicSettingsOf(builder);
        AddSandboxValues(builder, settings);
        builder.AddCivicDatabase<HealthDatabase>(settings);
        builder.AddCivicSignIn(settings, new SignInOptions
        {
            ClientId = "health-record",
            Site = HealthSite.Name,
            RepresentsBelowAge = 18,
            SecurityEvent = MisuseReports.HandleAsync,
        });
        builder.AddBridgeTokenValidation(settings, "urn:civic:health", FhirAnswers.WriteRefusalAsync);
        AddSources(builder);
        var services = builder.Services;
        services.AddSingleton<Facilities>();
        services.AddScoped<ConsentGate>();
        services.AddScoped<Consents>();
        services.AddScoped<EmergencyOpenings>();
        services.AddScoped<CurrentOwner>();
        services.AddScoped<Deeds>();
        services.AddScoped<OwnRecord>();
        services.AddScoped<ClinicReads>();
        services.AddScoped<SummaryRequests>();
        services.AddScoped<SummarySteps>();
        services.AddSingleton<SummarySignal>();
        services.AddSingleton<SigningClient>();
        SigningClient.Register(services);
        services.AddHostedService<SummaryWorker>();
        services.AddHourly<SummaryRenewal>();
        services.PostConfigure<RateLimiterOptions>(FhirAnswers.AnswerThrottled);
        services.AddOpenApi("v1");
    }

    private static void Map(WebApplication app)
    {
        _ = app.Services.GetRequiredService<Facilities>();
        app.MapCivicSignIn();
        app.MapFhir();
        app.MapDownloads();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }

    private static void AddSources(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<InsuranceOptions>()
            .BindConfiguration(InsuranceOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddHttpClient(SourceChannel.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            );
        services.AddSingleton<SourceChannel>();
        services.AddSingleton<ClaimsSource>();
        services.AddSingleton<CityRecordSource>();
        services.AddSingleton<VaccinationSource>();
        services.AddSingleton<RecordSources>();
    }

    /// <summary>
    /// The sandbox's account and facilities stand below every other setting; production has none of them.
    /// </summary>
    private static void AddSandboxValues(WebApplicationBuilder builder, CivicSettings settings)
    {
        if (!settings.IsProduction)
        {
            var stream = typeof(HealthRecordHost).Assembly.GetManifestResourceStream("health.sandbox.json")!;
            ((IConfigurationBuilder)builder.Configuration).Sources.Insert(
                0,
                new JsonStreamConfigurationSource { Stream = stream }
            );
        }
    }

    private static CivicSettings CivicSettingsOf(WebApplicationBuilder builder) =>
        (CivicSettings)builder.Services.Single(s => s.ServiceType == typeof(CivicSettings)).ImplementationInstance!;
}
