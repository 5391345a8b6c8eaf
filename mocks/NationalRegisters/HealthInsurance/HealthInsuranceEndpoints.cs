using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Civic.Sandbox;
using Civic.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.NationalRegisters.HealthInsurance;

internal sealed record TokenRequest(string? Username, string? Password);

internal sealed record LookUpRequest(string? MaThe, string? HoTenCb, string? CccdCb, string? Token, string? Id_token);

/// <summary>
/// The insurance gateway in the shape of documents 1245/BHXH-CNTT and 1923/BHXH: a token from user name and MD5
/// password, the identity of the looking member of staff on each look-up, result codes beside HTTP 200.
/// </summary>
internal static class HealthInsuranceEndpoints
{
    private const string Route = "/health-insurance/records";

    /// <summary>MD5 in upper-case hex of the sandbox account's word "sandbox".</summary>
    private const string SandboxPassword = "93BC63E0B4F48FBBFF568D9FC0DC3DEF";

    private static readonly ConcurrentDictionary<string, byte> Tokens = new();

    internal static void MapHealthInsurance(this WebApplication app)
    {
        app.MapPost("/health-insurance/token", Token).AllowAnonymous().DisableAntiforgery();
        app.MapPost(Route, Records).AllowAnonymous().DisableAntiforgery();
    }

    private static IResult Token(TokenRequest request)
    {
        if (request is not { Username: "civic", Password: SandboxPassword })
        {
            return Results.Json(new { maKetQua = "401" });
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        Tokens[token] = 0;
        return Results.Json(
            new
            {
                maKetQua = "200",
                APIKey = new
                {
                    access_token = token,
                    id_token = "sandbox",
                    token_type = "Bearer",
                    username = "civic",
                    expires_in = 600,
                },
            }
        );
    }

    private static IResult Records(LookUpRequest request, ScenarioControl control, TimeProvider clock)
    {
        if (request.Token is not { } token || !Tokens.ContainsKey(token))
        {
            return Results.Json(new { maKetQua = "401", ghiChu = "Phiên làm việc không hợp lệ" });
        }

        if (string.IsNullOrWhiteSpace(request.HoTenCb) || !CitizenId.TryParse(request.CccdCb, out _))
        {
            return Results.Json(new { maKetQua = "205", ghiChu = "Thiếu thông tin cán bộ tra cứu" });
        }

        var person = Personas.ByNumber(request.MaThe ?? "");
        var visits = person is null ? [] : Visits.Of(person.Id);
        if (person is null || visits.Count == 0)
        {
            return Results.Json(
                new
                {
                    maKetQua = "000",
                    maThe = request.MaThe,
                    ghiChu = "Không có hồ sơ",
                    duLieuDen = Time(new(clock.TodayInVietnam().ToDateTime(default), VietnamTime.Offset)),
                    dsHoSo = Array.Empty<object>(),
                }
            );
        }

        var shown = control.Take(Route, FaultKind.WrongPerson) is null ? person : Personas.ById("khanh");
        var stale = control.Take(Route, FaultKind.Stale) is not null;
        var today = new DateTimeOffset(clock.TodayInVietnam().ToDateTime(default), VietnamTime.Offset);
        var asOf = stale ? today.AddDays(-45) : today;
        return Results.Json(
            new
            {
                maKetQua = "000",
                ghiChu = "",
                maThe = shown.Number.Value,
                hoTen = shown.Name,
                ngaySinh = shown.BirthDate.ToString(
                    shown.IsBirthDayKnown ? "dd/MM/yyyy" : "yyyy", CultureInfo.InvariantCulture),
                gioiTinh = shown.IsMale ? 1 : 2,
                duLieuDen = Time(asOf),
                dsHoSo = visits
                    .Where(v => today.AddDays(-v.DaysAgo) <= asOf)
                    .SelectMany(v => Enumerable.Repeat(v, control.Take(Route, FaultKind.Duplicate) is null ? 1 : 2))
                    .Select(v => new
                    {
                        maCSKCB = v.Facility,
                        fileHSBase64 = Convert.ToBase64String(ClaimFile.Write(shown, v, today)),
                    }),
            }
        );
    }

    private static string Time(DateTimeOffset time) =>
        time.InVietnam().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
