using Civic.NationalRegisters.Population;
using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.NationalRegisters.Judicial;

/// <summary>
/// The judicial register: searched by number, by old number, and by name with birth date and a parent. Scenario kinds:
/// stale, wrong-person, partial-match (entries lose their number), duplicate.
/// </summary>
internal static class JudicialEndpoint
{
    private const string Route = "/judicial/search";

    internal static void MapJudicial(this IEndpointRouteBuilder app) =>
        app.MapPost(Route, AnswerAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> AnswerAsync(
        HttpContext http, ScenarioControl control, FurtherFiles further, TimeProvider clock)
    {
        var question = await RegisterJson.ReadAsync<Question>(http);
        if (
            question
            is not { RequestId: not null, Officer: not null, Number: not null, Name: not null, BirthDate: not null }
        )
        {
            return RegisterJson.NotUnderstood();
        }

        var fault = control.Take(
            Route,
            FaultKind.WrongPerson,
            FaultKind.PartialMatch,
            FaultKind.Duplicate,
            FaultKind.Stale
        );
        var all = JudicialFiles.With(further);
        var found =
            fault?.Kind == FaultKind.WrongPerson
                ? all.Where(f => f.Person.Number.Value != question.Number && f.Person.Name != question.Name).Take(1)
                : all.Where(f => IsFoundBy(f.Person, question));
        var entries = found.Select(f => Entry(f, withNumber: fault?.Kind != FaultKind.PartialMatch)).ToList();
        if (fault?.Kind == FaultKind.Duplicate)
        {
            entries.AddRange(entries.ToList());
        }

        return Results.Json(new { asOf = RegisterJson.AsOf(clock, fault), persons = entries }, RegisterJson.Options);
    }

    private static bool IsFoundBy(Persona person, Question question) =>
        person.Number.Value == question.Number
        || (person.OldNumber is not null && person.OldNumber == question.OldNumber)
        || (
            PersonElement.PlainName(person.Name) == PersonElement.PlainName(question.Name!)
            && person.BirthDate.Year == question.BirthDate!.Year
            && (question.BirthDate.Day is null || question.BirthDate.Day == person.BirthDate)
            && (person.Father == question.Father || person.Mother == question.Mother)
        );

    private static object Entry(JudicialFile file, bool withNumber) =>
        new
        {
            Number = withNumber ? file.Person.Number.Value : null,
            OldNumber = withNumber ? file.Person.OldNumber : null,
            file.Person.Name,
            BirthDate = new { file.Person.BirthDate.Year, Day = file.Person.BirthDate },
            file.Person.Father,
            file.Person.Mother,
            file.Judgments,
            file.Bans,
        };

    private sealed record Question(
        string? RequestId,
        string? Officer,
        string? Number,
        string? OldNumber,
        string? Name,
        Born? BirthDate,
        string? Father,
        string? Mother
    );

    private sealed record Born(int Year, DateOnly? Day);
}
