using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Civic.Sandbox;
using Civic.Shared.Hosting;
using Civic.Vneid.Tokens;

namespace Civic.Vneid.Application;

/// <summary>What a province answered: the HTTP status, and its three members where it gave them.</summary>
internal sealed record ProvinceAnswer(int Status, string? StatusCode, string? Data, string? ErrorDetail);

/// <summary>
/// The application as a client of the province, by the two calls of the criminal-record interface; and of the gateway,
/// where people pay in the app.
/// </summary>
internal sealed class ProvinceClient(
    CivicSettings settings, IHttpClientFactory clients, VneidKey key, TimeProvider clock)
{
    private readonly BridgeProgram _program =
        new(settings, clients, clock, new("vneid-application", "judicial.receive", key.Key));

    internal Task<ProvinceAnswer> NewCodeAsync(CancellationToken cancellation) =>
        SendAsync(() => new(HttpMethod.Get, settings.AddressOf("judicial") + "/LLTP/LayMaHoSo"), cancellation);

    internal Task<ProvinceAnswer> CreateAsync(byte[] body, CancellationToken cancellation) => SendAsync(
        () => new(HttpMethod.Post, settings.AddressOf("judicial") + "/LLTP/TaoHoSo")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
        },
        cancellation);

    /// <summary>Places an order under the dossier's code and pays it from the wallet of the app.</summary>
    internal async Task PayAsync(string code, long amount, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(nameof(ProvinceClient));
        var orders = settings.AddressOf("payments") + "/orders";
        using var placed = await http.PostAsJsonAsync(orders, new
        {
            merchant = "judicial-records",
            orderId = code,
            amount,
            description = $"Phí lý lịch tư pháp, hồ sơ {code}",
            returnUrl = settings.OwnAddress + "/personas",
            notifyUrl = settings.OwnAddress + "/app/lltp/paid",
        }, cancellation);
        placed.EnsureSuccessStatusCode();
        using var paid = await http.PostAsync($"{orders}/{Uri.EscapeDataString(code)}/pay", null, cancellation);
        paid.EnsureSuccessStatusCode();
    }

    private async Task<ProvinceAnswer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        using var answer = await _program.SendAsync(make, cancellation);
        var status = (int)answer.StatusCode;
        var body = answer.Content.Headers.ContentType?.MediaType == "application/json"
            ? await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation)
            : null;
        return new(status, body?["statusCode"]?.ToString(), body?["data"]?.ToString(),
            body?["errorDetail"]?.ToString());
    }
}
