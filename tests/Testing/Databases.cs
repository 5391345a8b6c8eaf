using Civic.Sandbox;
using Xunit;

namespace Civic.Testing;

/// <summary>The databases that every service runs on.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Theory data for tests that run on both: <c>[Theory, ClassData(typeof(Databases))]</c> gives each a
/// <see cref="DatabaseKind"/>.
/// </summary>
public sealed class Databases : TheoryData<DatabaseKind>
{
    public Databases()
    {
        Add(DatabaseKind.Sqlite);
        Add(DatabaseKind.Postgres);
    }

    /// <summary>
    /// Whether tests that ask for SQLite only to save time run on PostgreSQL: `CIVIC_TESTS_ON=postgres ./civic test`.
    /// </summary>
    public static bool AllOnPostgres { get; } =
        Environment.GetEnvironmentVariable("CIVIC_TESTS_ON") == "postgres";

    /// <summary>
    /// Settings that put the databases of one test's hosts where no other test has them; pass the same ones to all
    /// hosts of a test (their names differ) and to a host started anew on its old data folder.
    /// </summary>
    public static Dictionary<string, string?> Settings(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite when !AllOnPostgres => [],
        _ => new Dictionary<string, string?>
        {
            ["Civic:Postgres"] = PostgresCluster.ConnectionString,
            ["Civic:PostgresPrefix"] = $"t{Guid.NewGuid():N}",
            // Replicas of a test share it, whatever their data folders are.
            ["Civic:ProtectionKey"] = Path.Combine(PostgresCluster.SharedFolder, "protection.key"),
        },
    };
}
