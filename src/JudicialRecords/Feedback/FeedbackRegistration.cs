using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Feedback;

internal static class FeedbackRegistration
{
    internal static void AddFeedback(this WebApplicationBuilder builder) =>
        builder.Services.AddScoped<FeedbackDesk>();

    internal static void MapFeedback(this WebApplication app) =>
        app.MapGet("/feedback/files/{id:guid}", FileAsync)
            .RequireAuthorization(Shared.SignIn.Policies.Citizen)
            .ExcludeFromDescription();

    private static async Task<IResult> FileAsync(
        Guid id, FeedbackDesk desk, CurrentPerson person, CancellationToken cancellation) =>
        await desk.FileAsync(id, person, cancellation) is { } file
            ? Results.File(file.Content, file.MediaType, enableRangeProcessing: true)
            : Results.NotFound();
}
