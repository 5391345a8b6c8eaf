using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Civic.Vneid.Returned;

/// <summary>What provinces returned on criminal-record dossiers, by code (maHoSoMCDT), for this run.</summary>
internal sealed class ReturnedResults
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<JsonObject>> _all = new(StringComparer.Ordinal);

    internal void Add(string code, JsonObject result) => _all.GetOrAdd(code, _ => new()).Enqueue(result);

    internal IReadOnlyList<JsonObject> Of(string code) => _all.TryGetValue(code, out var results) ? [.. results] : [];
}

internal static class ReturnedResultEndpoints
{
    /// <summary>
    /// POST traKetQuaHoSoLLTP: "00" taken, "01" not to be updated; and what was taken, to be looked at.
    /// </summary>
    internal static void MapReturnedResults(this IEndpointRouteBuilder app)
    {
        app.MapPost(
                "/v2/lyLichTuPhap/traKetQuaHoSoLLTP",
                (JsonObject result, ReturnedResults kept) => Take(result, kept))
            .AllowAnonymous().DisableAntiforgery();
        app.MapGet("/v2/lyLichTuPhap/ketQua/{code}", (string code, ReturnedResults kept) =>
            Results.Json(kept.Of(code).Select(r => r.DeepClone()))).AllowAnonymous();
    }

    private static IResult Take(JsonObject result, ReturnedResults kept)
    {
        var type = result["type"]?.ToString();
        var paper = type == "thuhoi" ? "quyetDinhThuHoi" : "phieuLLTP";
        // On the way there a state is told without a result.
        var isOnTheWay = type == "ketqua"
            && int.TryParse(result["trangThaiXuLy"]?.ToString(), out var state) && state is >= 1 and <= 8;
        if (result["maHoSoMCDT"]?.ToString() is not { Length: > 0 } code || type is not ("ketqua" or "thuhoi")
            || (!isOnTheWay && result["ketQuaXuLy"]?[paper]?.ToString() is not { Length: > 0 }))
        {
            return Answer("01", $"maHoSoMCDT, type and ketQuaXuLy.{paper} are needed.");
        }

        kept.Add(code, result);
        return Answer("00", "");
    }

    private static IResult Answer(string code, string detail) =>
        Results.Json(new JsonObject { ["statusCode"] = code, ["errorDetail"] = detail });
}
