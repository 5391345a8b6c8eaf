using System.Diagnostics;

namespace Civic.Identity.Bench;

/// <summary>A PostgreSQL for both sides, with its ordinary durability (fsync on), in a temporary folder.</summary>
internal sealed class Postgres : IDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private readonly string _folder;

    private Postgres(string folder) => _folder = folder;

    /// <summary>Where its socket is.</summary>
    internal string Folder => _folder;

    /// <summary>Null where PostgreSQL 15 is not installed.</summary>
    internal static Postgres? TryStart()
    {
        if (!File.Exists($"{Binaries}/initdb"))
        {
            return null;
        }

        var cluster = new Postgres(Directory.CreateTempSubdirectory("civic-bench-pg-").FullName);
        Run("chown", "postgres", cluster._folder);
        Owner("initdb", "-D", $"{cluster._folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-instructions");
        Owner("pg_ctl", "-D", $"{cluster._folder}/data", "-w", "-s", "-l", $"{cluster._folder}/log", "-o",
            $"-c listen_addresses= -k {cluster._folder} -c shared_buffers=128MB", "start");
        return cluster;
    }

    public void Dispose()
    {
        Owner("pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "-s", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root, so root lends it the account that Debian made for it.</summary>
    private static void Owner(string program, params string[] arguments) =>
        Run("runuser", ["-u", "postgres", "--", $"{Binaries}/{program}", .. arguments]);

    private static void Run(string program, params string[] arguments)
    {
        // A server inherits the pipes of pg_ctl, so waiting for their end would wait for the server.
        using var process = Process.Start(new ProcessStartInfo(
            "/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>/dev/null </dev/null", program, .. arguments])
        {
            WorkingDirectory = "/tmp",
        })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
