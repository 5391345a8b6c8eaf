using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Requests;

internal static class RequestRegistration
{
    internal static void AddRequests(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Drafts>();
        builder.Services.AddScoped<PersonLookup>();
        builder.Services.AddScoped<FeeQuote>();
        builder.Services.AddScoped<SubmitRequest>();
        builder.Services.AddScoped<WithdrawRequest>();
        builder.Services.AddScoped<RequestDesk>();
    }
}
