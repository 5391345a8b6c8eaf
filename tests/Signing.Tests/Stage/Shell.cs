using System.Diagnostics;

namespace Civic.Signing.Tests.Stage;

/// <summary>Foreign programs as judges, each in a folder of its own.</summary>
internal sealed class Shell : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("civic-judge-").FullName;

    internal string Write(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The sandbox's root as root.pem.</summary>
    internal async Task<string> WriteRootAsync(SigningStage stage) =>
        Write("root.pem", await stage.Signing.Http.GetByteArrayAsync("/trust-root.pem"));

    /// <returns>Everything that it said; its exit code last.</returns>
    internal async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
