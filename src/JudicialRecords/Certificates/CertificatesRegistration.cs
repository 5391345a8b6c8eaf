using Civic.JudicialRecords.Decisions;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates;

internal static class CertificatesRegistration
{
    /// <summary>
    /// The approval and the workers that have certificates signed, sealed and entered. Needs AddCivicSignIn,
    /// AddDecisions.
    /// </summary>
    internal static void AddCertificates(this WebApplicationBuilder builder, CivicSettings settings)
    {
        SigningClient.Register(builder.Services, settings);
        builder.Services.AddSingleton(CertificateOptions.From(builder.Configuration));
        builder.Services.AddScoped<WorkQueue>();
        builder.Services.AddScoped<CertificateSteps>();
        builder.Services.AddSingleton<Approve>();
        builder.Services.AddHostedService<CertificateWorker>();
    }

    /// <summary>The approval, which fixes number and content: the first act of a certificate's own life.</summary>
    internal static void MapCertificates(this WebApplication app) => Approve.Map(app.MapDossierActions());
}
