using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.JudicialRecords.Delivery.Results;
using Civic.Shared.Identity;
using Civic.Shared.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.JudicialRecords.Inquiries;

/// <summary>
/// What other systems ask this one, each in its own manner: always 200 with a code of its own for whoever may ask;
/// problem+json is for who may not, and for what is too large. Tokens are those of the bridge, as for the VNeID
/// application.
/// </summary>
internal static class InquiryEndpoints
{
    internal const string PortalScope = "judicial.portal";
    internal const string ResultScope = "judicial.results";

    internal static void AddInquiries(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<LookUpDossier>();
        builder.Services.AddScoped<OneStopText>();
        builder.Services.AddScoped<PollResult>();
    }

    internal static void MapInquiries(this WebApplication app)
    {
        var portal = app.MapGroup("/DVC").RequireScope(PortalScope);
        portal.MapPost("/TraCuuHoSo", LookUpAsync).IsQuestion()
            .WithSummary("National portal: one dossier by its code");
        portal.MapPost("/LayDanhSachTTHC", ListProceduresAsync).IsQuestion()
            .WithSummary("National portal: the procedures offered here");
        app.MapPost("/LLTP/LayKetQua", PollAsync).RequireScope(ResultScope).IsQuestion()
            .WithSummary("One-stop software: state of a dossier that came through it, and its result");
    }

    private static Task<Results<Ok<JsonObject>, ProblemHttpResult>> LookUpAsync(
        HttpContext http, LookUpDossier lookUp) =>
        AnswerAsync(http, asked =>
            lookUp.RunAsync(CallingClient.From(http.User).ClientId, asked, http.RequestAborted));

    private static Task<Results<Ok<JsonObject>, ProblemHttpResult>> PollAsync(HttpContext http, PollResult poll) =>
        AnswerAsync(http, asked =>
            poll.RunAsync(CallingClient.From(http.User).ClientId, asked, http.RequestAborted));

    /// <summary>Asks for nothing in particular, so any object will do.</summary>
    private static Task<Results<Ok<JsonObject>, ProblemHttpResult>> ListProceduresAsync(
        HttpContext http, PortalText text, TimeProvider clock) =>
        AnswerAsync(http, asked => Task.FromResult(asked is null
            ? PortalAnswer.Unreadable()
            : PortalAnswer.Of(text.Procedures(clock.GetUtcNow().DateInVietnam()))));

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> AnswerAsync(
        HttpContext http, Func<JsonElement?, Task<JsonObject>> answer) =>
        await Question.ReadAsync(http) is { } body
            ? TypedResults.Ok(await answer(Question.Parse(body)))
            : Problems.QuestionTooLarge();

    private static RouteHandlerBuilder IsQuestion(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<object>("application/json").ProducesProblem(413).DisableAntiforgery();
}
