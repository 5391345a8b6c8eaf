using System.Diagnostics;
using System.Text.Json;
using Civic.AppHost.House;

namespace Civic.AppHost.Verify;

/// <summary>
/// Checks a file against a saved tree head: the signing program does it by itself, without hosts or network.
/// </summary>
internal static class OfflineVerify
{
    private const int CannotTell = 2;

    internal static async Task<int> RunAsync(
        string file, string head, string? trust, bool asJson, CancellationToken cancellation)
    {
        foreach (var path in new[] { file, head, trust }.OfType<string>())
        {
            if (!File.Exists(path))
            {
                throw new HouseFailure($"There is no file {path}.");
            }
        }

        string[] arguments = [Repository.AssemblyOf("src/Signing"), "verify-offline", file, head];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", trust is null ? arguments : [.. arguments, trust])
            {
                RedirectStandardOutput = true,
            })!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (said.Length == 0)
        {
            return CannotTell;
        }

        Console.WriteLine(asJson ? said.TrimEnd() : Summary(file, JsonDocument.Parse(said).RootElement));
        return process.ExitCode;
    }

    private static string Summary(string file, JsonElement json)
    {
        var lines = new List<string> { VerifyCommand.Summary(file, json) + $", log: {Text(json, "proof")}" };
        if (json.GetProperty("treeHead") is { ValueKind: JsonValueKind.Object } head)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(head.GetProperty("iat").GetInt64());
            lines.Add($"  as of the tree head of {head.GetProperty("size")} entries, {at:yyyy-MM-dd HH:mm:ss} UTC");
        }

        if (Text(json, "why") is { } why)
        {
            lines.Add($"  {why}");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
