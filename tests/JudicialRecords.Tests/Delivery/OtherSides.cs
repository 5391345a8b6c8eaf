using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Civic.JudicialRecords.Tests.Delivery;

/// <summary>
/// The message service, VNeID and the national portal as one small host that counts every call, also a repeated one.
/// </summary>
internal sealed class OtherSides
{
    private readonly ConcurrentQueue<JsonObject> _calls = [];
    private readonly ConcurrentDictionary<string, bool> _down = [];
    private int _now;
    private int _most;

    /// <summary>How long each answer takes.</summary>
    internal TimeSpan Takes { get; set; }

    /// <summary>A list with this message is refused as such.</summary>
    internal string? Spoils { get; set; }

    /// <summary>This message is taken alone only.</summary>
    internal string? NotInAList { get; set; }

    /// <summary>Calls and messages that were taken, by "sms", "vneid", "email", "result" and "portal".</summary>
    internal ConcurrentQueue<(string Side, JsonObject Said)> Taken { get; } = [];

    internal int Calls => _calls.Count;

    /// <summary>Under which keys a channel was called, taken or not.</summary>
    internal IReadOnlyList<string> KeysOf(string channel) =>
        [.. _calls.SelectMany(c => c["messages"]?.AsArray().Select(m => m!.AsObject()) ?? [c])
            .Where(c => c["channel"]?.ToString() == channel).Select(c => c["id"]!.ToString())];

    /// <summary>The most calls that there were at one time.</summary>
    internal int MostAtOnce => _most;

    internal ServiceDescription Service => new("messages", _ => { }, Map);

    /// <param name="side">Refuses everything from now on.</param>
    /// <param name="silently">By never answering.</param>
    internal void Down(string side, bool silently = false) => _down[side] = silently;

    internal void Up(string side) => _down.TryRemove(side, out _);

    internal IReadOnlyList<JsonObject> TakenBy(string side) =>
        [.. Taken.Where(t => t.Side == side).Select(t => t.Said)];

    /// <summary>What the portal took of each dossier: wholes with isUpdating, and steps, in order.</summary>
    internal ILookup<string, (string? Updating, string State, int Papers)> AtPortal() => TakenBy("portal")
        .SelectMany(p => p["data"]!.AsArray().Select(d => (Updating: p["isUpdating"]?.ToString(), Item: d!)))
        .ToLookup(
            d => d.Item["MaHoSo"]!.ToString(),
            d => (d.Updating, (d.Item["TrangThaiHoSo"] ?? d.Item["TrangThai"])!.ToString(),
                d.Item["DanhSachGiayToKetQua"]?.AsArray().Count ?? 0));

    private void Map(WebApplication app)
    {
        Map(app, "/messages", said => said["channel"]!.ToString(), new());
        Map(app, "/messages/list", said => said["messages"]![0]!["channel"]!.ToString(), new());
        Map(app, "/v2/lyLichTuPhap/traKetQuaHoSoLLTP", _ => "result", new() { ["statusCode"] = "00" });
        Map(app, "/DongBoHoSoMC", _ => "portal", new() { ["error_code"] = "0" });
        Map(app, "/CapNhatTienDoHoSoMC", _ => "portal", new() { ["error_code"] = "0" });
    }

    private void Map(WebApplication app, string path, Func<JsonObject, string> side, JsonObject answer) =>
        app.MapPost(path, async (HttpContext http, JsonElement body) =>
        {
            var said = JsonObject.Create(body)!;
            _calls.Enqueue(said);
            var now = Interlocked.Increment(ref _now);
            _most = Math.Max(_most, now);
            try
            {
                return await AnswerAsync(side(said), said, answer, http.RequestAborted);
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }).AllowAnonymous().DisableAntiforgery();

    private async Task<IResult> AnswerAsync(string side, JsonObject said, JsonObject answer, CancellationToken gone)
    {
        if (_down.TryGetValue(side, out var silently))
        {
            if (silently)
            {
                await Task.Delay(Timeout.Infinite, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        await Task.Delay(Takes, CancellationToken.None);
        if (said["messages"] is JsonArray list)
        {
            return TakeList(side, [.. list.Select(m => m!.AsObject())]);
        }

        Taken.Enqueue((side, said));
        return Results.Json(answer);
    }

    private IResult TakeList(string side, List<JsonObject> list)
    {
        if (list.Any(m => m["id"]!.ToString() == Spoils))
        {
            return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        var taken = list.Where(m => m["id"]!.ToString() != NotInAList).ToList();
        taken.ForEach(m => Taken.Enqueue((side, m)));
        return Results.Json(new { taken = taken.Select(m => m["id"]!.ToString()) });
    }
}
