using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.NationalRegisters.Police;

/// <summary>
/// The police's files: one pending investigation in the sandbox. Scenario kinds: stale, wrong-person, duplicate.
/// </summary>
internal static class PoliceEndpoint
{
    private const string Route = "/police/search";

    internal static void MapPolice(this IEndpointRouteBuilder app) =>
        app.MapPost(Route, AnswerAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> AnswerAsync(
        HttpContext http, ScenarioControl control, FurtherFiles further, TimeProvider clock)
    {
        var question = await RegisterJson.ReadAsync<Question>(http);
        if (question is not { RequestId: not null, Officer: not null, Number: { } number })
        {
            return RegisterJson.NotUnderstood();
        }

        var fault = control.Take(Route, FaultKind.WrongPerson, FaultKind.Duplicate, FaultKind.Stale);
        var pending = number == Personas.ById("nam-2").Number.Value;
        object[] traces = [.. pending ? [Investigation()] : Array.Empty<object>(), .. further.Of(number).Traces];
        return Results.Json(
            new
            {
                asOf = RegisterJson.AsOf(clock, fault),
                number = fault?.Kind == FaultKind.WrongPerson ? Personas.ById("phuc").Number.Value : number,
                traces = fault?.Kind == FaultKind.Duplicate ? [.. traces, .. traces] : traces,
            },
            RegisterJson.Options
        );
    }

    private static object Investigation() =>
        new
        {
            Number = "118/QĐ-ĐTTH",
            Agency = "Cơ quan Cảnh sát điều tra Công an huyện Mẫu",
            OpenedOn = "2024-03-14",
            Kind = "investigation",
            Outcome = "pending",
            JudgmentNumber = (string?)null,
        };

    private sealed record Question(string? RequestId, string? Officer, string? Number);
}
