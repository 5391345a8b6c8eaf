using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Civic.Shared.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>
/// What may be used once only, across all replicas: ids of assertions, proofs and logout tokens. Marks that arrive
/// together are committed together, each before its caller goes on: a disk is asked once for many.
/// </summary>
public sealed class ReplayMarks(DatabaseAddress database) : IAsyncDisposable
{
    private const int LargestGroup = 256;
    private readonly Channel<Mark> _waiting = Channel.CreateUnbounded<Mark>(new() { SingleReader = true });
    private readonly Lock _starting = new();
    private Task? _worker;

    /// <summary>True for the first caller with this kind and value; false ever after, until it expires.</summary>
    public async Task<bool> IsFirstAsync(
        string kind, string value, DateTimeOffset until, CancellationToken cancellation)
    {
        lock (_starting)
        {
            _worker ??= Task.Run(WorkAsync, CancellationToken.None);
        }

        var mark = new Mark(Secrets.Hash($"{kind}\n{value}"), until.UtcTicks);
        await _waiting.Writer.WriteAsync(mark, cancellation);
        // A mark once handed over is committed even if its caller leaves.
        return await mark.Answer.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_worker is { } worker)
        {
            await worker;
        }
    }

    private async Task WorkAsync()
    {
        var group = new List<Mark>(LargestGroup);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var mark))
            {
                group.Add(mark);
            }

            try
            {
                var stored = await StoreAsync([.. group.DistinctBy(m => m.Hash)]);
                foreach (var mark in group)
                {
                    // Of two alike in one group the first takes the place of the stored one.
                    mark.Answer.SetResult(stored.Remove(mark.Hash));
                }
            }
            catch (DbException e)
            {
                foreach (var mark in group)
                {
                    mark.Answer.TrySetException(e);
                }
            }
        }
    }

    /// <summary>The hashes that were not there yet.</summary>
    private async Task<HashSet<string>> StoreAsync(IReadOnlyList<Mark> marks)
    {
        await using DbConnection connection = database.IsPostgres
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        var sql = new StringBuilder("INSERT INTO replay_marks (mark, expires_at) VALUES ");
        for (var i = 0; i < marks.Count; i++)
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}(@m{i}, @e{i})");
            Add(command, $"@m{i}", marks[i].Hash);
            Add(command, $"@e{i}", marks[i].ExpiresAt);
        }

        sql.Append(" ON CONFLICT DO NOTHING RETURNING mark");
        // Only the numbered parameters above make up this text.
#pragma warning disable CA2100
        command.CommandText = sql.ToString();
#pragma warning restore CA2100
        var stored = new HashSet<string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            stored.Add(rows.GetString(0));
        }

        return stored;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private sealed record Mark(string Hash, long ExpiresAt)
    {
        public TaskCompletionSource<bool> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
