using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates;

internal static class CertificatesRegistration
{
    /// <summary>
    /// The workers that have certificates signed, sealed and entered. Needs AddCivicSignIn, AddDecisions.
    /// </summary>
    internal static void AddCertificates(this WebApplicationBuilder builder, CivicSettings settings)
    {
        SigningClient.Register(builder.Services, settings);
        builder.Services.AddScoped<WorkQueue>();
        builder.Services.AddScoped<CertificateSteps>();
        builder.Services.AddHostedService<CertificateWorker>();
    }
}
