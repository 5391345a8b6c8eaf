using System.Globalization;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.NationalRegisters.Vaccinations;

internal sealed record VaccinationRequest(string? SoDinhDanh);

internal sealed record Injection(
    string VacXin,
    string NgayTiem,
    string NoiTiem,
    int MuiSo,
    string SoLo,
    string PhongBenh
);

/// <summary>
/// The vaccination register. No official interface is published; it answers with what Decision 1332/QĐ-BYT names:
/// vaccine, time and place, and for a guardian also the children entered under that guardian.
/// </summary>
internal static class VaccinationEndpoints
{
    private const string Route = "/vaccinations/search";

    internal static void MapVaccinations(this WebApplication app) =>
        app.MapPost(Route, Search).AllowAnonymous().DisableAntiforgery();

    private static IResult Search(VaccinationRequest request, ScenarioControl control, TimeProvider clock)
    {
        if (!CitizenId.TryParse(request.SoDinhDanh, out _))
        {
            return Results.Json(
                new { ma = "NGUOI_KHONG_HOP_LE" },
                statusCode: StatusCodes.Status422UnprocessableEntity
            );
        }

        var person = Personas.ByNumber(request.SoDinhDanh);
        var shown =
            person is not null && control.Take(Route, FaultKind.WrongPerson) is not null
                ? Personas.ById("khanh")
                : person;
        var today = clock.TodayInVietnam();
        return Results.Json(
            new
            {
                soDinhDanh = shown?.Number.Value ?? request.SoDinhDanh,
                duLieuDen = today
                    .AddDays(control.Take(Route, FaultKind.Stale) is null ? 0 : -45)
                    .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                muiTiem = InjectionsOf(shown, today),
                treEm = (shown?.Children ?? [])
                    .Select(Personas.ByNumber)
                    .OfType<Persona>()
                    .Select(child => new
                    {
                        soDinhDanh = child.Number.Value,
                        hoTen = child.Name,
                        ngaySinh = child.BirthDate.ToString(
                            child.IsBirthDayKnown ? "yyyy-MM-dd" : "yyyy", CultureInfo.InvariantCulture),
                        muiTiem = InjectionsOf(child, today),
                    }),
            }
        );
    }

    private static Injection[] InjectionsOf(Persona? person, DateOnly today) =>
        person?.Id switch
        {
            "an" =>
            [
                Shot("Vắc xin COVID-19 (mRNA)", new(2021, 8, 14), "Trạm y tế phường Tràng Tiền", 1, "COVID-19"),
                Shot("Vắc xin COVID-19 (mRNA)", new(2021, 9, 11), "Trạm y tế phường Tràng Tiền", 2, "COVID-19"),
                Shot("Vắc xin cúm mùa (tứ giá)", today.AddDays(-40), "Phòng khám Mẫu số 1", 1, "Cúm mùa"),
            ],
            "be-na" =>
            [
                Shot("Vắc xin lao (BCG)", new(2017, 4, 5), "Bệnh viện đa khoa Mẫu", 1, "Lao"),
                Shot("Vắc xin viêm gan B sơ sinh", new(2017, 4, 3), "Bệnh viện đa khoa Mẫu", 1, "Viêm gan B"),
                Shot(
                    "Vắc xin 5 trong 1 (DPT-VGB-Hib)",
                    new(2017, 6, 5),
                    "Trạm y tế phường Tràng Tiền",
                    1,
                    "Bạch hầu, ho gà, uốn ván, viêm gan B, Hib"
                ),
                Shot(
                    "Vắc xin 5 trong 1 (DPT-VGB-Hib)",
                    new(2017, 7, 6),
                    "Trạm y tế phường Tràng Tiền",
                    2,
                    "Bạch hầu, ho gà, uốn ván, viêm gan B, Hib"
                ),
                Shot("Vắc xin sởi", new(2018, 1, 8), "Trạm y tế phường Tràng Tiền", 1, "Sởi"),
                Shot("Vắc xin sởi - rubella", new(2018, 10, 9), "Trạm y tế phường Tràng Tiền", 1, "Sởi, rubella"),
            ],
            "dung" => [Shot("Vắc xin HPV", new(2023, 3, 18), "Phòng khám Mẫu số 2", 1, "HPV")],
            _ => [],
        };

    private static Injection Shot(string vaccine, DateOnly day, string place, int dose, string against) =>
        new(
            vaccine,
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            place,
            dose,
            $"MAU{day:yyMM}{dose}",
            against
        );
}
