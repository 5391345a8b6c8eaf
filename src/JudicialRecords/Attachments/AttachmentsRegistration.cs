using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Attachments;

internal static class AttachmentsRegistration
{
    internal static void AddAttachments(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AttachedPapers>();
        builder.Services.AddScoped<SupplementRequest>();
        builder.Services.AddHourly<ForgottenDrafts>();
        builder.Services.AddHourly<UnansweredQuestions>();
    }
}
