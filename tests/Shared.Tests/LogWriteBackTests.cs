using System.Security.Cryptography;
using Civic.Shared.Storage;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Civic.Shared.Tests;

/// <summary>SQLite's log under a load that never pauses: it is written back beside it.</summary>
public sealed class LogWriteBackTests : IAsyncLifetime
{
    private const long Megabyte = 1024 * 1024;
    private const int Callers = 64;
    private readonly string _folder = Directory.CreateTempSubdirectory("civic-log-").FullName;
    private GroupCommit _commit = null!;
    private long _largest;

    private string File => Path.Combine(_folder, "busy.db");

    private long LogLength => new FileInfo(File + "-wal").Length;

    public async ValueTask InitializeAsync()
    {
        await using var connection = Open(File);
        await ExecuteAsync(
            connection, "PRAGMA journal_mode=WAL; CREATE TABLE things (id INTEGER PRIMARY KEY, it BLOB)");
        _commit = new GroupCommit(new DatabaseAddress(connection.ConnectionString, IsPostgres: false));
    }

    public async ValueTask DisposeAsync()
    {
        await _commit.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Write_WithoutPause_LogStaysSmallAndACopyAfterwardsHasAll()
    {
        await WriteAsync(80 * Megabyte);

        _largest.ShouldBeLessThan(50 * Megabyte);
        // What a crash would leave at this moment.
        System.IO.File.Copy(File, File + ".left");
        System.IO.File.Copy(File + "-wal", File + ".left-wal");
        await using var left = Open(File + ".left");
        (await ScalarAsync(left, "SELECT SUM(LENGTH(it)) FROM things")).ShouldBe(80 * Megabyte);
        (await ScalarAsync(left, "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"))
            .ShouldBe(1);
    }

    [Fact]
    public async Task Write_WhileSomebodyStillReadsTheOld_GoesOnAndCatchesUpAfterwards()
    {
        await WriteAsync(Megabyte);
        await using (var reader = Open(File))
        {
            await ExecuteAsync(reader, "BEGIN; SELECT COUNT(*) FROM things");
            await WriteAsync(30 * Megabyte);
            (await ScalarAsync(reader, "SELECT SUM(LENGTH(it)) FROM things")).ShouldBe(Megabyte);
            await ExecuteAsync(reader, "COMMIT");
        }

        // The log begins anew once it is wholly in the file, so it soon grows no further.
        await WriteAsync(20 * Megabyte);
        var length = LogLength;
        await WriteAsync(60 * Megabyte);
        LogLength.ShouldBeLessThan(length + (20 * Megabyte));
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 15 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Many at once, each beginning the next when one is committed.</summary>
    private Task WriteAsync(long bytes)
    {
        const int Each = 8 * 1024;
        var left = bytes / Each;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var it = RandomNumberGenerator.GetBytes(Each);
                await _commit.RunAsync(unit => unit.ExecuteAsync("INSERT INTO things (it) VALUES (@0)", it));
                _largest = Math.Max(_largest, LogLength);
            }
        }));
    }
}
