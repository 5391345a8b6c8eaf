using System.Data.Common;
using System.Globalization;

namespace Civic.Dossiers.Bench.Fill;

/// <summary>
/// The counters of the service, taken on in memory and written back with the rows that used their numbers, so that
/// what the service numbers afterwards goes on behind them.
/// </summary>
internal sealed class Series
{
    private readonly Dictionary<string, long> _values = [];
    private readonly HashSet<string> _changed = [];

    internal static async Task<Series> ReadAsync(DbConnection connection, CancellationToken cancellation)
    {
        var series = new Series();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT series, value FROM counters";
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            series._values[rows.GetString(0)] = rows.GetInt64(1);
        }

        return series;
    }

    internal long Next(string name)
    {
        _changed.Add(name);
        return _values[name] = _values.GetValueOrDefault(name) + 1;
    }

    internal string? Changes()
    {
        var rows = _changed.Order(StringComparer.Ordinal)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"('{s}', {_values[s]})")).ToList();
        _changed.Clear();
        return rows.Count == 0 ? null
            : $"INSERT INTO counters (series, value) VALUES {string.Join(", ", rows)} "
                + "ON CONFLICT (series) DO UPDATE SET value = excluded.value";
    }
}
