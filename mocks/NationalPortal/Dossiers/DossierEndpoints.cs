using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Civic.NationalPortal.Dossiers;

/// <summary>
/// The operations by which agencies synchronize dossiers: DongBoHoSoMC, CapNhatTienDoHoSoMC, TraCuuHoSo. Every answer
/// is 200 with an error_code; "0" is success.
/// </summary>
internal static class DossierEndpoints
{
    private static readonly string[] Needed =
    [
        "MaHoSo",
        "MaTTHC",
        "TenTTHC",
        "KenhThucHien",
        "ChuHoSo",
        "NgayTiepNhan",
        "TrangThaiHoSo",
        "DonViXuLy",
    ];

    private static readonly string[] NeededOfProgress =
    [
        "MaHoSo",
        "NguoiXuLy",
        "ThoiDiemXuLy",
        "NoiDungXuLy",
        "TrangThai",
    ];

    internal static void MapDossiers(this IEndpointRouteBuilder app)
    {
        Map(app, "/DongBoHoSoMC", Synchronize);
        Map(app, "/CapNhatTienDoHoSoMC", Advance);
        Map(app, "/TraCuuHoSo", LookUp);
    }

    private static void Map(
        IEndpointRouteBuilder app, string route, Func<JsonObject, DossierStore, JsonObject> operation) =>
        app.MapPost(route, (HttpContext http, DossierStore store, ScenarioControl control) =>
                AnswerAsync(http, body => Answer(body, store, operation, control.Take(
                    route, FaultKind.PartialMatch, FaultKind.Replay, FaultKind.Stale, FaultKind.Duplicate)?.Kind)))
            .AllowAnonymous()
            .DisableAntiforgery();

    /// <summary>
    /// Told to fail it refuses for no reason (partial-match), says that it took what it lost (replay), has forgotten
    /// the dossiers that it is asked about (stale), or takes them twice (duplicate).
    /// </summary>
    private static JsonObject Answer(
        JsonObject body, DossierStore store, Func<JsonObject, DossierStore, JsonObject> operation, FaultKind? fault)
    {
        switch (fault)
        {
            case FaultKind.PartialMatch:
                return Failure("99", "The system is busy.");
            case FaultKind.Replay:
                return Success();
            case FaultKind.Stale:
                store.Forget([.. Items(body).Append(body).Select(i => Text(i, "MaHoSo")).OfType<string>()]);
                break;
            case FaultKind.Duplicate:
                operation(body, store);
                break;
        }

        return operation(body, store);
    }

    private static JsonObject Synchronize(JsonObject body, DossierStore store)
    {
        var updating = string.Equals(Text(body, "isUpdating"), "True", StringComparison.OrdinalIgnoreCase);
        foreach (var dossier in Items(body))
        {
            if (Missing(dossier, Needed) is { } missing)
            {
                return Failure("02", $"{missing} is missing.");
            }

            if (!IsState(dossier, "TrangThaiHoSo"))
            {
                return Failure("03", "TrangThaiHoSo lies between 1 and 10.");
            }

            var code = Text(dossier, "MaHoSo")!;
            // An agency that is not sure whether its first call arrived repeats it: the same dossier again is no error.
            if (!(updating ? store.Update(code, dossier) : store.Add(code, dossier) || store.Update(code, dossier)))
            {
                return Failure("04", "There is no such dossier to update.");
            }
        }

        return Success();
    }

    private static JsonObject Advance(JsonObject body, DossierStore store)
    {
        foreach (var step in Items(body))
        {
            if (Missing(step, NeededOfProgress) is { } missing)
            {
                return Failure("02", $"{missing} is missing.");
            }

            if (!IsState(step, "TrangThai"))
            {
                return Failure("03", "TrangThai lies between 1 and 10.");
            }

            if (!IsTime(Text(step, "ThoiDiemXuLy")!))
            {
                return Failure("03", "ThoiDiemXuLy is yyyyMMddHHmmss.");
            }

            if (!store.Progress(Text(step, "MaHoSo")!, step))
            {
                return Failure("04", "There is no such dossier.");
            }
        }

        return Success();
    }

    private static JsonObject LookUp(JsonObject body, DossierStore store)
    {
        if (Text(body, "MaHoSo") is not { } code || store.Find(code) is not { } found)
        {
            return Failure("04", "There is no such dossier.");
        }

        var answer = Success();
        answer["data"] = new JsonArray(found);
        return answer;
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, Func<JsonObject, JsonObject> answer)
    {
        try
        {
            return
                await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) is JsonObject body
                ? Results.Json(answer(body))
                : Results.Json(Failure("01", "The body is no object."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Results.Json(Failure("01", "The body can't be read."));
        }
    }

    private static IEnumerable<JsonObject> Items(JsonObject body) =>
        (body["data"] as JsonArray ?? []).OfType<JsonObject>().Select(o => o.DeepClone().AsObject());

    private static bool IsState(JsonObject item, string name) =>
        Text(item, name) is "1" or "2" or "3" or "4" or "5" or "6" or "7" or "8" or "9" or "10";

    private static bool IsTime(string text) => DateTime.TryParseExact(
        text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Missing(JsonObject item, string[] names) => names.FirstOrDefault(n => Text(item, n) is null);

    private static string? Text(JsonObject item, string name) =>
        item[name] is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;

    private static JsonObject Success() => new() { ["error_code"] = "0", ["message"] = "" };

    private static JsonObject Failure(string code, string message) =>
        new() { ["error_code"] = code, ["message"] = message };
}
