using System.Data.Common;
using System.Threading.Channels;
using Civic.JudicialRecords.Policies;
using Civic.JudicialRecords.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>
/// Fills the service's database with dossiers of the last year, evenly and in the order in which they came. One thread
/// makes them while another writes; what is made depends on the seed and the dossier's number alone.
/// </summary>
/// <param name="trusted">PostgreSQL takes the references between rows for right without looking.</param>
internal sealed class Filler(
    JudicialDbContext database, PolicyPack pack, DateTimeOffset now, ulong seed, bool trusted)
{
    private const int AtOnce = 2000;
    private static readonly TimeSpan Past = TimeSpan.FromDays(365);

    private readonly List<(Type Type, BulkTable Table)> _tables =
        [.. Rows.Tables.Select(t => (t, new BulkTable(database, t)))];

    /// <param name="from">Number of the first; those below are there already.</param>
    /// <param name="count">How many.</param>
    /// <param name="written">Told how many are written after each batch.</param>
    /// <param name="cancellation">Stops after a batch; what is written is whole.</param>
    internal async Task RunAsync(long from, int count, Action<int> written, CancellationToken cancellation)
    {
        await database.Database.OpenConnectionAsync(cancellation);
        var connection = database.Database.GetDbConnection();
        if (trusted && connection is NpgsqlConnection)
        {
            // Every row's references would be looked up one by one; a test fills with them looked up.
            await ExecuteAsync(connection, null, "SET session_replication_role = replica", cancellation);
        }

        var series = await Series.ReadAsync(connection, cancellation);
        var batches = Channel.CreateBounded<(int Done, Rows Rows, string Counters)>(2);
        var making = Task.Run(async () =>
        {
            for (var done = 0; done < count; done += AtOnce)
            {
                var size = Math.Min(AtOnce, count - done);
                var rows = Make(from + done, size, from, count, series);
                await batches.Writer.WriteAsync((done + size, rows, series.Changes()!), cancellation);
            }

            batches.Writer.Complete();
        }, cancellation);
        await foreach (var (done, rows, counters) in batches.Reader.ReadAllAsync(cancellation))
        {
            await WriteAsync(connection, rows, counters, cancellation);
            written(done);
        }

        await making;
        await ExecuteAsync(connection, null, "ANALYZE", cancellation);
        await database.Database.CloseConnectionAsync();
    }

    private Rows Make(long first, int size, long from, int count, Series series)
    {
        var rows = new Rows();
        for (var number = first; number < first + size; number++)
        {
            var draw = new Draw(seed, number);
            var at = now - Past + (Past * ((double)(number - from) / count));
            // Some come a second time; who has an open request can't.
            var again = number > 0 && now - at > Past / 4 && draw.Happens(15);
            var person = SomePeople.Number(seed, again ? number - 1 : number);
            var file = new DossierFile(rows, series, pack, now, Application.Some(draw, person, at));
            new Story(draw, file, pack, now).Tell();
            file.Close();
        }

        return rows;
    }

    private async Task WriteAsync(
        DbConnection connection, Rows rows, string counters, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (var (type, table) in _tables)
        {
            if (connection is NpgsqlConnection postgres)
            {
                table.Copy(postgres, rows.Of(type));
            }
            else
            {
                table.Insert((SqliteConnection)connection, (SqliteTransaction)transaction, rows.Of(type));
            }
        }

        await ExecuteAsync(connection, transaction, counters, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, 600);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
