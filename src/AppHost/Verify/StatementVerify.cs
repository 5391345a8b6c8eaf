using System.Net.Http.Json;
using System.Text.Json;

namespace Civic.AppHost.Verify;

/// <summary>Asks a running verification service about the address that a QR code holds.</summary>
internal static class StatementVerify
{
    private const int Good = 0;
    private const int Bad = 1;
    private const int CannotTell = 2;

    internal static async Task<int> RunAsync(
        string code, string address, bool asJson, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(code, UriKind.Absolute, out var uri) || uri.Segments is not [.., "v/", var number]
            || uri.Fragment.Length < 2)
        {
            await Console.Error.WriteLineAsync(
                "This is no address of a QR code: it has no number, or no statement after '#'.");
            return CannotTell;
        }

        using var http = new HttpClient();
        try
        {
            using var answer = await http.PostAsJsonAsync(
                $"{address}/v/{number}/statement", new { statement = uri.Fragment[1..] }, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                await Console.Error.WriteLineAsync($"The verification service answered {(int)answer.StatusCode}.");
                return CannotTell;
            }

            var said = await answer.Content.ReadAsStringAsync(cancellation);
            var json = JsonDocument.Parse(said).RootElement;
            var result = json.GetProperty("result").GetString();
            Console.WriteLine(asJson ? said : $"{number}: statement {result}"
                + $"{Environment.NewLine}  {json.GetProperty("en").GetString()}");
            return result switch { "agrees" => Good, "unknown" => CannotTell, _ => Bad };
        }
        catch (HttpRequestException)
        {
            return await VerifyCommand.NotReachedAsync(address);
        }
    }
}
