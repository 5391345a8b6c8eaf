using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Civic.HealthRecord.Tests;

/// <summary>FHIR checkers that are not ours, on Node: base R4 structure, the bundle's invariants, references.</summary>
internal static class ForeignJudges
{
    internal static async Task<string[]> ComplaintsAsync(byte[] bundle)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder(), "foreign", "check.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await node.StandardInput.BaseStream.WriteAsync(bundle);
        node.StandardInput.Close();
        var complaints = await node.StandardOutput.ReadToEndAsync();
        var trouble = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0
            ? JsonSerializer.Deserialize<string[]>(complaints)!
            : throw new InvalidOperationException(trouble);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
