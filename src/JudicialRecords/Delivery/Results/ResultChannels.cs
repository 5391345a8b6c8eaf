using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Shared.Hosting;

namespace Civic.JudicialRecords.Delivery.Results;

/// <param name="Code">The other side's code, or why there is none.</param>
internal sealed record ResultAnswer(bool Taken, string Code);

/// <summary>
/// VNeID's traKetQuaHoSoLLTP and the national portal's DongBoHoSoMC. VNeID answers "00" for taken, "01" for a dossier
/// that it can't update any more, which ends the matter, and "03" for an interruption (facts 6.6).
/// </summary>
internal sealed class ResultChannels(IHttpClientFactory clients, CivicSettings settings)
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    internal async Task<ResultAnswer> SendAsync(ResultTarget target, JsonObject body, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using var http = clients.CreateClient(nameof(ResultChannels));
            using var answer = await http.PostAsJsonAsync(AddressOf(target), body, limit.Token);
            return answer.IsSuccessStatusCode
                ? Read(target, await answer.Content.ReadFromJsonAsync<JsonObject>(limit.Token))
                : new(false, $"http-{(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(false, "unreachable");
        }
    }

    private Uri AddressOf(ResultTarget target) => new(target == ResultTarget.Vneid
        ? settings.AddressOf("vneid") + "/v2/lyLichTuPhap/traKetQuaHoSoLLTP"
        : settings.AddressOf("portal") + "/DongBoHoSoMC");

    private static ResultAnswer Read(ResultTarget target, JsonObject? answer)
    {
        var code = answer?[target == ResultTarget.Vneid ? "statusCode" : "error_code"]?.ToString() ?? "none";
        return new(target == ResultTarget.Vneid ? code is "00" or "01" : code is "0" or "00", code);
    }
}
