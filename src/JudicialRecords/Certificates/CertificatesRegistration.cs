using Civic.JudicialRecords.Certificates.Papers;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Certificates;

internal static class CertificatesRegistration
{
    /// <summary>The workers that have approved certificates signed, sealed and entered, and renewed in time.</summary>
    internal static void AddCertificates(this WebApplicationBuilder builder, CivicSettings settings)
    {
        SigningClient.Register(builder.Services, settings);
        BatchSigning.Register(builder.Services, settings);
        builder.Services.AddSingleton(CertificateOptions.From(builder.Configuration));
        builder.Services.AddScoped<WorkQueue>();
        builder.Services.AddScoped<CertificateSteps>();
        builder.Services.AddScoped<CertificateBatches>();
        builder.Services.AddHourly<CertificateRenewal>();
        builder.Services.AddHostedService<CertificateWorker>();
        builder.Services.AddSingleton<StepRunner>();
        builder.Services.AddScoped<PaperQueue>();
        builder.Services.AddScoped<PaperBatches>();
        builder.Services.AddScoped<PaperSteps>();
        builder.Services.AddScoped<ProposePaper>();
        builder.Services.AddScoped<ConfirmPaper>();
        builder.Services.AddHourly<PaperRenewal>();
        builder.Services.AddHostedService<PaperWorker>();
    }
}
