using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>
/// Writes many rows of one entity at once: COPY on PostgreSQL, one prepared INSERT on SQLite. Names, types and values
/// of columns come from the service's own model, so a column that is added there is filled here, or refused.
/// </summary>
internal sealed class BulkTable
{
    private readonly string _table;
    private readonly Column[] _columns;

    internal BulkTable(DbContext database, Type entity)
    {
        var type = database.Model.FindEntityType(entity)
            ?? throw new InvalidOperationException($"The model has no {entity.Name}.");
        _table = type.GetTableName()!;
        _columns = [.. type.GetProperties().Select(Column.Of)];
    }

    private string Names => string.Join(", ", _columns.Select(c => $"\"{c.Name}\""));

    internal void Copy(NpgsqlConnection connection, IReadOnlyList<object> rows)
    {
        using var copy = connection.BeginBinaryImport($"COPY {_table} ({Names}) FROM STDIN (FORMAT BINARY)");
        copy.Timeout = TimeSpan.FromMinutes(10);
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var column in _columns)
            {
                if (column.Value(row) is { } value)
                {
                    copy.Write(value, column.StoreType);
                }
                else
                {
                    copy.WriteNull();
                }
            }
        }

        copy.Complete();
    }

    internal void Insert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<object> rows)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {_table} ({Names}) VALUES ("
            + string.Join(", ", _columns.Select((_, i) => $"$p{i}")) + ")";
        var parameters = _columns
            .Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                parameters[i].Value = _columns[i].Value(row) ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    private sealed record Column(string Name, string StoreType, Func<object, object?> Value)
    {
        internal static Column Of(IProperty property)
        {
            var mapping = property.GetRelationalTypeMapping();
            var (getter, converter) = (property.GetGetter(), mapping.Converter);
            return new(property.GetColumnName(), mapping.StoreType, row =>
            {
                var value = getter.GetClrValue(row);
                return value is null || converter is null ? value : converter.ConvertToProvider(value);
            });
        }
    }
}
