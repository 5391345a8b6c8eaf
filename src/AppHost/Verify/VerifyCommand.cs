using System.Text.Json;
using Civic.AppHost.House;

namespace Civic.AppHost.Verify;

/// <summary>Asks a running verification service about a file: 0 good, 1 bad, 2 can't tell.</summary>
internal static class VerifyCommand
{
    private const int Good = 0;
    private const int Bad = 1;
    private const int CannotTell = 2;

    /// <summary>What a QR code holds, rather than a path.</summary>
    internal static bool IsAddress(string what) =>
        what.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || what.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <param name="what">A file, or the address that a QR code holds.</param>
    /// <param name="address">Of the verification service.</param>
    /// <param name="asJson">Prints the answer as it came.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static Task<int> RunAsync(string what, string address, bool asJson, CancellationToken cancellation) =>
        IsAddress(what)
            ? StatementVerify.RunAsync(what, address, asJson, cancellation)
            : RunFileAsync(what, address, asJson, cancellation);

    private static async Task<int> RunFileAsync(
        string file, string address, bool asJson, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            throw new HouseFailure($"There is no file {file}.");
        }

        using var http = new HttpClient();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellation)), "file", Path.GetFileName(file) },
        };
        try
        {
            using var answer = await http.PostAsync($"{address}/validations", form, cancellation);
            return await ReadAsync(answer, file, asJson, cancellation);
        }
        catch (HttpRequestException)
        {
            return await NotReachedAsync(address);
        }
    }

    internal static async Task<int> NotReachedAsync(string address)
    {
        await Console.Error.WriteLineAsync(
            $"The verification service at {address} does not answer; start it with './civic up', or name another " +
            "with --at.");
        return CannotTell;
    }

    private static async Task<int> ReadAsync(
        HttpResponseMessage answer, string file, bool asJson, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync($"{file}: the verification service answered {(int)answer.StatusCode}.");
            return CannotTell;
        }

        using var json = JsonDocument.Parse(text);
        var verdict = json.RootElement.GetProperty("verdict").GetString();
        Console.WriteLine(asJson ? text : Summary(file, json.RootElement));
        var isStatementBad =
            json.RootElement.GetProperty("statement").GetString() is "differs" or "other-document" or "not-ours";
        return verdict switch
        {
            _ when isStatementBad => Bad,
            "TOTAL-PASSED" or "PASSED" => Good,
            "INDETERMINATE" => CannotTell,
            _ => Bad,
        };
    }

    internal static string Summary(string file, JsonElement json)
    {
        var lines = new List<string>
        {
            $"{file}: {json.GetProperty("verdict").GetString()}, issued: {json.GetProperty("issued").GetString()}, " +
            $"status: {json.GetProperty("status").GetString()}, QR code: {json.GetProperty("statement").GetString()}",
        };
        lines.AddRange(json.GetProperty("signatures").EnumerateArray().Select(s =>
            $"  {s.GetProperty("type").GetString()}: {s.GetProperty("indication").GetString()} " +
            $"{(s.TryGetProperty("signer", out var signer) ? signer.GetString() : "")}"));
        return string.Join(Environment.NewLine, lines);
    }
}
