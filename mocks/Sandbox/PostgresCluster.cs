using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Civic.Sandbox;

/// <summary>
/// A throw-away PostgreSQL cluster of this process, for tests and benches: Debian's binaries, a temporary folder, a
/// Unix socket and, unless asked for, no fsync. It starts at the first use and goes with the process.
/// </summary>
public sealed partial class PostgresCluster
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private const string Quick =
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB";

    private const string Durable = "-c max_connections=300 -c shared_buffers=512MB -c max_wal_size=4GB";

    // Hosts of tests come and go by the hundred: their pools must not keep connections. Those of a bench stay, as in
    // production, and keep what they prepared.
    private const string Fleeting =
        "Connection Idle Lifetime=3;Connection Pruning Interval=1;Include Error Detail=true";

    private static readonly Lazy<PostgresCluster> Running = new(() => Start(Quick, Fleeting));
    private static readonly Lazy<PostgresCluster> Lasting = new(() => Start(Durable, ""));
    private readonly string _folder;
    private readonly string _pool;

    private PostgresCluster(string folder, string pool) => (_folder, _pool) = (folder, pool);

    /// <summary>Connection string of the one cluster of this process, without a database.</summary>
    public static string ConnectionString => Running.Value.Connection;

    /// <summary>Of another one, with the ordinary durability, for benches: every commit is on the disk.</summary>
    public static string DurableConnectionString => Lasting.Value.Connection;

    /// <summary>A folder for what replicas on this cluster share.</summary>
    public static string SharedFolder => Running.Value._folder;

    private string Connection => $"Host={_folder};Username=postgres;Maximum Pool Size=20;{_pool}";

    private static PostgresCluster Start(string settings, string pool)
    {
        if (!File.Exists($"{Binaries}/initdb"))
        {
            throw new InvalidOperationException(
                "PostgreSQL 15 is missing; 'apt-get install -y postgresql-15' puts it where these tests look for it "
                    + $"({Binaries}). './civic test' does so by itself."
            );
        }

        var cluster = new PostgresCluster(Directory.CreateTempSubdirectory("civic-pg-").FullName, pool);
        if (RunsAsRoot)
        {
            Run("chown", "postgres", cluster._folder);
        }

        var data = $"{cluster._folder}/data";
        RunAsOwner(
            "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions"
        );
        RunAsOwner(
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-s",
            "-l",
            $"{cluster._folder}/log",
            "-o",
            $"-c listen_addresses= -k {cluster._folder} {settings} -c wal_level=minimal -c max_wal_senders=0",
            "start"
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Stop();
        return cluster;
    }

    private static bool RunsAsRoot => EffectiveUser() == 0;

    private void Stop()
    {
        RunAsOwner("pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "-s", "stop");
        // Hundreds of databases are tens of thousands of files: the process does not wait until they are gone, or the
        // test runner would call its end a hang.
        Run("/bin/sh", "-c", "rm -rf \"$0\" &", _folder);
    }

    /// <summary>PostgreSQL refuses to run as root, so root lends it the account that Debian made for it.</summary>
    private static void RunAsOwner(string program, params string[] arguments)
    {
        if (RunsAsRoot)
        {
            Run("runuser", ["-u", "postgres", "--", $"{Binaries}/{program}", .. arguments]);
        }
        else
        {
            Run($"{Binaries}/{program}", arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // A server inherits the pipes of pg_ctl, so waiting for their end would wait for the server: output goes
        // nowhere.
        using var process = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", "exec \"$0\" \"$@\" >/dev/null 2>/dev/null </dev/null", program, .. arguments]
            )
            {
                WorkingDirectory = "/tmp",
            }
        )!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}."
            );
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
