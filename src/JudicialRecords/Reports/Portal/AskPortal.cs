using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Shared.Hosting;

namespace Civic.JudicialRecords.Reports.Portal;

/// <summary>TraCuuHoSo: what the portal has of one dossier.</summary>
internal sealed class AskPortal(IHttpClientFactory clients, CivicSettings settings)
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    internal async Task<TheirSide> RunAsync(string code, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using var http = clients.CreateClient(nameof(AskPortal));
            using var answer = await http.PostAsJsonAsync(
                new Uri(settings.AddressOf("portal") + "/TraCuuHoSo"), new JsonObject { ["MaHoSo"] = code },
                limit.Token);
            return answer.IsSuccessStatusCode
                ? Read(code, await answer.Content.ReadFromJsonAsync<JsonObject>(limit.Token))
                : new TheirSide.Unreachable($"http-{(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException
            or InvalidOperationException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new TheirSide.Unreachable("unreachable");
        }
    }

    private static TheirSide Read(string code, JsonObject? answer)
    {
        var said = answer?["error_code"]?.ToString();
        if (said == "04")
        {
            return new TheirSide.NotKnown();
        }

        // An answer about another dossier, or about none, is no answer.
        return said is "0" or "00" && answer!["data"] is JsonArray { Count: > 0 } data
            && data[0] is JsonObject held && held["MaHoSo"]?.ToString() == code
            && held["TrangThaiHoSo"]?.ToString() is { } state
            ? new TheirSide.Holds(state, (held["DanhSachGiayToKetQua"] as JsonArray)?
                .OfType<JsonObject>().FirstOrDefault()?["TenGiayTo"]?.ToString())
            : new TheirSide.Unreachable(said is null or "0" or "00" ? "garbled" : said);
    }
}
