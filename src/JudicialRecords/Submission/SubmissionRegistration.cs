using Civic.JudicialRecords.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Submission;

internal static class SubmissionRegistration
{
    internal static void AddSubmission(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Drafts>();
        builder.Services.AddScoped<PersonLookup>();
        builder.Services.AddScoped<FeeQuote>();
        builder.Services.AddScoped<SubmitRequest>();
        builder.Services.AddScoped<WithdrawRequest>();
        builder.Services.AddScoped<RequestDesk>();
    }
}
