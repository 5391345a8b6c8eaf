using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.NationalRegisters.SocialPolicy;

/// <summary>
/// Which classes the social-policy and education registers prove. Scenario kinds: stale, wrong-person, duplicate.
/// </summary>
internal static class ClassEndpoints
{
    internal static void MapSocialPolicy(this IEndpointRouteBuilder app) =>
        app.MapClasses("/social-policy/classes", c => c != SocialClass.Student);

    internal static void MapEducation(this IEndpointRouteBuilder app) =>
        app.MapClasses("/education/enrolment", c => c == SocialClass.Student);

    private static void MapClasses(this IEndpointRouteBuilder app, string route, Func<SocialClass, bool> holds) =>
        app.MapPost(
                route,
                async (HttpContext http, ScenarioControl control, TimeProvider clock) =>
                {
                    var question = await RegisterJson.ReadAsync<Question>(http);
                    if (question is not { RequestId: not null, Officer: not null, Number: { } number })
                    {
                        return RegisterJson.NotUnderstood();
                    }

                    var fault = control.Take(route, FaultKind.WrongPerson, FaultKind.Duplicate, FaultKind.Stale);
                    var about = fault?.Kind == FaultKind.WrongPerson ? Personas.ById("phuc").Number.Value : number;
                    var classes = (Personas.ByNumber(about)?.Classes ?? []).Where(holds).Select(Proof).ToList();
                    if (fault?.Kind == FaultKind.Duplicate)
                    {
                        classes.AddRange(classes.ToList());
                    }

                    return Results.Json(
                        new
                        {
                            asOf = RegisterJson.AsOf(clock, fault),
                            number = about,
                            classes,
                        },
                        RegisterJson.Options
                    );
                }
            )
            .AllowAnonymous()
            .DisableAntiforgery();

    private static object Proof(SocialClass held)
    {
        var (name, document) = held switch
        {
            SocialClass.Student => ("student", "Giấy xác nhận sinh viên số 2024-118, Trường Đại học Mẫu"),
            SocialClass.Disabled => ("disabled", "Giấy xác nhận khuyết tật số 306/UBND"),
            SocialClass.PoorHousehold => ("poor-household", "Giấy chứng nhận hộ nghèo số 21/UBND"),
            SocialClass.Merit => ("merit", "Giấy chứng nhận người có công số 77/SLĐTBXH"),
            SocialClass.MartyrRelative => ("martyr-relative", "Giấy chứng nhận gia đình liệt sỹ số 9/SLĐTBXH"),
            _ => ("difficult-commune", "Danh sách xã đặc biệt khó khăn, cư trú đã xác nhận"),
        };
        return new
        {
            Class = name,
            Document = document,
            From = "2022-09-01",
            Until = (string?)null,
        };
    }

    private sealed record Question(string? RequestId, string? Officer, string? Number);
}
