using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Civic.Shared.Hosting;

namespace Civic.JudicialRecords.Delivery.Results;

/// <param name="Code">The other side's code, or why there is none.</param>
internal sealed record ResultAnswer(bool Taken, string Code);

/// <summary>
/// VNeID's traKetQuaHoSoLLTP and the national portal's operations. VNeID answers "00" for taken, "01" for a dossier
/// that it can't update any more, which ends the matter, and "03" for an interruption (facts 6.6).
/// </summary>
internal sealed class ResultChannels(IHttpClientFactory clients, CivicSettings settings)
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Nobody knows whether it was taken.</summary>
    internal static readonly ResultAnswer Unreachable = new(false, "unreachable");

    internal Task<ResultAnswer> TellVneidAsync(JsonObject body, CancellationToken cancellation) => SendAsync(
        settings.AddressOf("vneid") + "/v2/lyLichTuPhap/traKetQuaHoSoLLTP", body,
        answer => Read(answer, "statusCode", "00", "01"), cancellation);

    internal Task<ResultAnswer> TellPortalAsync(
        string operation, JsonObject body, CancellationToken cancellation) => SendAsync(
        settings.AddressOf("portal") + "/" + operation, body,
        answer => Read(answer, "error_code", "0", "00"), cancellation);

    private async Task<ResultAnswer> SendAsync(
        string address, JsonObject body, Func<JsonObject?, ResultAnswer> read, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using var http = clients.CreateClient(nameof(ResultChannels));
            using var answer = await http.PostAsJsonAsync(new Uri(address), body, limit.Token);
            return answer.IsSuccessStatusCode
                ? read(await answer.Content.ReadFromJsonAsync<JsonObject>(limit.Token))
                : new(false, $"http-{(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Unreachable;
        }
    }

    private static ResultAnswer Read(JsonObject? answer, string member, params string[] taken)
    {
        var code = answer?[member]?.ToString() ?? "none";
        return new(taken.Contains(code), code);
    }
}
