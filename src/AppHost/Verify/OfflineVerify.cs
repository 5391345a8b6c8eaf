using System.Diagnostics;
using System.Text.Json;
using Civic.AppHost.House;

namespace Civic.AppHost.Verify;

/// <summary>
/// Checks a file, or the address in a QR code, against what was saved before: the signing program does it by itself,
/// without hosts or network.
/// </summary>
internal static class OfflineVerify
{
    private const int CannotTell = 2;

    /// <param name="what">A file, or the address that a QR code holds.</param>
    /// <param name="saved">A receipt; for an address the log's keys will do.</param>
    /// <param name="trust">Roots instead of the receipt's.</param>
    /// <param name="witness">The witness's keys instead of those in the receipt.</param>
    /// <param name="asJson">Prints the answer as it came.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<int> RunAsync(
        string what, string saved, string? trust, string? witness, bool asJson, CancellationToken cancellation)
    {
        var isAddress = VerifyCommand.IsAddress(what);
        foreach (var path in new[] { isAddress ? null : what, saved, trust, witness }.OfType<string>())
        {
            if (!File.Exists(path))
            {
                throw new HouseFailure($"There is no file {path}.");
            }
        }

        string[] arguments = isAddress
            ? ["verify-statement", what, saved]
            : ["verify-offline", what, saved, trust ?? "", witness ?? ""];
        using var process = Process.Start(
            new ProcessStartInfo(Repository.Runtime, [Repository.AssemblyOf("src/Signing"), .. arguments])
            {
                RedirectStandardOutput = true,
            })!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (said.Length == 0)
        {
            return CannotTell;
        }

        var json = JsonDocument.Parse(said).RootElement;
        Console.WriteLine(asJson ? said.TrimEnd() : isAddress ? OfStatement(json) : Summary(what, json));
        return process.ExitCode;
    }

    private static string OfStatement(JsonElement json) => Text(json, "number") is { } number
        ? $"{number} of {Text(json, "issueDate")}: statement {Text(json, "statement")}, status: {Text(json, "status")}"
            + $"{Environment.NewLine}  {Text(json, "why")}"
        : $"statement {Text(json, "statement")}{Environment.NewLine}  {Text(json, "why")}";

    private static string Summary(string file, JsonElement json)
    {
        var lines = new List<string> { VerifyCommand.Summary(file, json) + $", log: {Text(json, "proof")}" };
        if (json.GetProperty("treeHead") is { ValueKind: JsonValueKind.Object } head)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(head.GetProperty("iat").GetInt64());
            lines.Add($"  as of the tree head of {head.GetProperty("size")} entries, {at:yyyy-MM-dd HH:mm:ss} UTC");
        }

        if (json.GetProperty("witnessedSize") is { ValueKind: JsonValueKind.Number } size)
        {
            lines.Add($"  the witness has countersigned the log up to {size} entries");
        }

        if (Text(json, "why") is { } why)
        {
            lines.Add($"  {why}");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
