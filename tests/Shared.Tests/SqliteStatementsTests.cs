using Civic.Shared.Storage;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

/// <summary>What the one writer puts into SQLite by itself is what the client library would have put there.</summary>
public sealed class SqliteStatementsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-statements-").FullName;
    private readonly SqliteConnection _connection;
    private readonly GroupCommit _commit;

    public SqliteStatementsTests()
    {
        _connection = new($"Data Source={Path.Combine(_folder, "things.db")}");
        _commit = new(new DatabaseAddress(_connection.ConnectionString, IsPostgres: false));
    }

    public static TheoryData<object?> Values { get; } =
    [
        (object?)null, "", "Phiếu lý lịch tư pháp", "a\0b", 0L, long.MaxValue, -7, true, false,
        new byte[] { 0, 1, 255 }, Array.Empty<byte>(), Guid.Parse("0195fa3c-5a0e-7cde-8bff-1a2b3c4d5e6f"),
    ];

    public async ValueTask InitializeAsync()
    {
        await _connection.OpenAsync();
        Run("CREATE TABLE things (id INTEGER PRIMARY KEY, it ANY, more ANY, UNIQUE (more))");
    }

    public async ValueTask DisposeAsync()
    {
        await _commit.DisposeAsync();
        await _connection.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, MemberData(nameof(Values))]
    public async Task Execute_AnyValue_IsKeptInTheLibrarysForm(object? value)
    {
        using (var theirs = _connection.CreateCommand())
        {
            theirs.CommandText = "INSERT INTO things (id, it) VALUES (1, @it)";
            theirs.Parameters.AddWithValue("@it", value ?? DBNull.Value);
            theirs.ExecuteNonQuery();
        }

        (await ExecuteAsync("INSERT INTO things (id, it) VALUES (2, @0)", value)).ShouldBe(1);

        Ask("SELECT COUNT(*) FROM things a JOIN things b ON a.it IS b.it AND typeof(a.it) = typeof(b.it) "
            + "WHERE a.id = 1 AND b.id = 2").ShouldBe(1);
    }

    [Fact]
    public async Task Execute_Moment_IsKeptAsTicksInUtc()
    {
        var moment = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7));

        await ExecuteAsync("INSERT INTO things (it) VALUES (@0)", moment);

        Ask("SELECT it FROM things").ShouldBe(moment.UtcTicks);
    }

    [Fact]
    public async Task Execute_NamesInAnotherOrderAndTwice_EachGetsItsValue()
    {
        for (var i = 0; i < 3; i++)
        {
            await ExecuteAsync("INSERT INTO things (more, it, id) VALUES (@2, @1 + @0, @0)", i, 10L, $"m{i}");
        }

        Ask("SELECT COUNT(*) FROM things WHERE it = id + 10 AND more = 'm' || id").ShouldBe(3);
    }

    [Fact]
    public async Task Execute_Conflict_ThrowsAsTheLibraryDoesAndGoesOnAfterwards()
    {
        const string Insert = "INSERT INTO things (more) VALUES (@0)";
        await ExecuteAsync(Insert, "once");

        var conflict = await Should.ThrowAsync<SqliteException>(() => ExecuteAsync(Insert, "once"));
        (conflict.SqliteErrorCode, conflict.SqliteExtendedErrorCode).ShouldBe((19, 2067));

        (await ExecuteAsync(Insert, "again")).ShouldBe(1);
        (await ExecuteAsync(Insert + " ON CONFLICT DO NOTHING", "once")).ShouldBe(0);
        await Should.ThrowAsync<SqliteException>(() => ExecuteAsync("INSERT INTO nowhere VALUES (@0)", 1));
        await Should.ThrowAsync<ArgumentException>(() => ExecuteAsync(Insert, 1.5m));
        Ask("SELECT COUNT(*) FROM things").ShouldBe(2);
    }

    private Task<int> ExecuteAsync(string sql, params object?[] values) =>
        _commit.RunAsync(unit => unit.ExecuteAsync(sql, values));

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private long Ask(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
