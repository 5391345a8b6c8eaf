using System.Text.Json.Nodes;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.NationalRegisters.CityRecords;

internal sealed record CityRecordRequest(string? Identifier);

/// <summary>
/// The city's health-record database, which says of itself that it speaks FHIR: allergies and long-lasting conditions
/// that family doctors keep, as a searchset. Claims carry neither.
/// </summary>
internal static class CityRecordEndpoints
{
    private const string Route = "/city-records/search";
    private const string Sct = "http://snomed.info/sct";
    private const string Icd10 = "http://hl7.org/fhir/sid/icd-10";

    internal static void MapCityRecords(this WebApplication app) =>
        app.MapPost(Route, Search).AllowAnonymous().DisableAntiforgery();

    private static IResult Search(CityRecordRequest request, ScenarioControl control, TimeProvider clock)
    {
        var person = Personas.ByNumber(request.Identifier ?? "");
        JsonArray entries = [];
        if (person is not null && ItemsOf(person.Id) is { Length: > 0 } items)
        {
            var shown = control.Take(Route, FaultKind.WrongPerson) is null ? person : Personas.ById("khanh");
            entries.Add(Entry(PatientOf(shown)));
            foreach (var item in items)
            {
                entries.Add(Entry(item));
            }
        }

        var day = clock.TodayInVietnam().AddDays(control.Take(Route, FaultKind.Stale) is null ? 0 : -45);
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "searchset",
            ["timestamp"] = $"{day:yyyy-MM-dd}T00:00:00+07:00",
            ["total"] = entries.Count,
            ["entry"] = entries,
        };
        return Results.Text(bundle.ToJsonString(), "application/fhir+json");
    }

    private static JsonObject[] ItemsOf(string persona) =>
        persona switch
        {
            "an" =>
            [
                Allergy("Dị ứng penicillin", Sct, "91936005", "medication", "high", "Phát ban toàn thân", "2012"),
                Allergy("Dị ứng hải sản (tôm, cua)", null, null, "food", "low", "Nổi mề đay", "2018-06"),
                Condition("Tăng huyết áp vô căn (nguyên phát)", "I10", "2021-05-10", "01901"),
                Condition("Rối loạn chuyển hóa lipoprotein, không đặc hiệu", "E78.5", "2024", "01901"),
            ],
            "giang" =>
            [
                Allergy("Không ghi nhận dị ứng", Sct, "716186003", null, null, null, null),
                Condition("Đái tháo đường típ 2, không có biến chứng", "E11.9", "2015", "01903"),
                Condition("Tăng huyết áp vô căn (nguyên phát)", "I10", "2010", "01903"),
            ],
            "minh" => [Allergy("Không ghi nhận dị ứng", Sct, "716186003", null, null, null, null)],
            "cu-my" => [Condition("Tăng huyết áp vô căn (nguyên phát)", "I10", "2009", "01901")],
            _ => [],
        };

    private static JsonObject Entry(JsonObject resource) => new() { ["resource"] = resource };

    private static JsonObject PatientOf(Persona person) =>
        new()
        {
            ["resourceType"] = "Patient",
            ["identifier"] = new JsonArray(
                new JsonObject
                {
                    ["system"] = "http://fhir.ehealth.gov.vn/core/sid/national_id",
                    ["value"] = person.Number.Value,
                }
            ),
            ["name"] = new JsonArray(new JsonObject { ["text"] = person.Name }),
            ["birthDate"] = person.IsBirthDayKnown ? $"{person.BirthDate:yyyy-MM-dd}" : $"{person.BirthDate:yyyy}",
        };

    private static JsonObject Allergy(
        string text,
        string? system,
        string? code,
        string? category,
        string? criticality,
        string? reaction,
        string? since
    )
    {
        var allergy = new JsonObject
        {
            ["resourceType"] = "AllergyIntolerance",
            ["clinicalStatus"] = Status("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"),
            ["code"] = Concept(text, system, code),
            ["patient"] = new JsonObject { ["reference"] = "Patient/1" },
        };
        if (category is not null)
        {
            allergy["category"] = new JsonArray(category);
            allergy["criticality"] = criticality;
            allergy["onsetDateTime"] = since;
            allergy["reaction"] = new JsonArray(
                new JsonObject { ["manifestation"] = new JsonArray(new JsonObject { ["text"] = reaction }) }
            );
        }

        return allergy;
    }

    private static JsonObject Condition(string text, string code, string since, string facility) =>
        new()
        {
            ["resourceType"] = "Condition",
            ["clinicalStatus"] = Status("http://terminology.hl7.org/CodeSystem/condition-clinical"),
            ["code"] = Concept(text, Icd10, code),
            ["subject"] = new JsonObject { ["reference"] = "Patient/1" },
            ["onsetDateTime"] = since,
            ["recorder"] = new JsonObject { ["identifier"] = new JsonObject { ["value"] = facility } },
        };

    private static JsonObject Status(string system) => Concept(null, system, "active");

    private static JsonObject Concept(string? text, string? system, string? code)
    {
        var concept = new JsonObject();
        if (code is not null)
        {
            concept["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code });
        }

        if (text is not null)
        {
            concept["text"] = text;
        }

        return concept;
    }
}
