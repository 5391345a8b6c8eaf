using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Civic.AppHost.Audit;

/// <summary>What a look at the whole issuance log came to.</summary>
internal abstract record LogVerdict
{
    private LogVerdict()
    {
    }

    internal sealed record Intact(long Entries, string Root, int WitnessedHeads) : LogVerdict;

    /// <param name="Why">The first thing that does not hold.</param>
    internal sealed record Broken(string Why) : LogVerdict;
}

/// <summary>
/// Recomputes Signing's Merkle log from its entries (RFC 9162 2.1), apart from the code that writes it, and compares it
/// with the hashes that are kept, the heads that the witness saw, and the rows that it tells of.
/// </summary>
internal static class IssuanceLogCheck
{
    private const string Entries =
        "SELECT e.idx, e.leaf, n.hash FROM log_entries e LEFT JOIN log_nodes n ON n.id = e.idx ORDER BY e.idx";

    private const string Subtrees =
        """
        SELECT p.id, p.hash, l.hash, r.hash FROM log_nodes p
        LEFT JOIN log_nodes l ON l.id = (((p.id >> 48) - 1) << 48) + 2 * (p.id - ((p.id >> 48) << 48))
        LEFT JOIN log_nodes r ON r.id = (((p.id >> 48) - 1) << 48) + 2 * (p.id - ((p.id >> 48) << 48)) + 1
        WHERE p.id >= 281474976710656
        """;

    private const string Rows =
        """
        SELECT i.number, i.sha256, i.status, e.leaf FROM issuances i
        LEFT JOIN log_entries e ON e.number = i.number ORDER BY i.number, e.idx
        """;

    internal static async Task<LogVerdict> VerifyAsync(DbConnection connection, CancellationToken cancellation)
    {
        var witnessed = await WitnessedAsync(connection, cancellation);
        var (size, roots) = (0L, new List<byte[]>());
        await using (var command = Command(connection, Entries))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var leaf = Hash([0x00, .. Encoding.UTF8.GetBytes(reader.GetString(1))]);
                if (reader.GetInt64(0) != size || reader.IsDBNull(2) || !Same((byte[])reader[2], leaf))
                {
                    return new LogVerdict.Broken($"entry {size} is missing or was altered");
                }

                Append(roots, size++, leaf);
                if (witnessed.Remove(size, out var seen) && !Same(seen, RootOf(roots)))
                {
                    return new LogVerdict.Broken($"the first {size} entries are not those that the witness saw");
                }
            }
        }

        if (witnessed.Keys.Any(s => s > 0))
        {
            return new LogVerdict.Broken($"the witness saw {witnessed.Keys.Max()} entries, there are {size}");
        }

        return await WrongSubtreeAsync(connection, cancellation) ?? await WrongRowAsync(connection, cancellation)
            ?? new LogVerdict.Intact(
                size, Convert.ToHexStringLower(RootOf(roots)), await CountAsync(connection, cancellation));
    }

    /// <summary>Keeps the roots of the full subtrees, the largest first, as many as the size has one bits.</summary>
    private static void Append(List<byte[]> roots, long size, byte[] leaf)
    {
        roots.Add(leaf);
        for (var merges = BitOperations.TrailingZeroCount(size + 1); merges > 0; merges--)
        {
            var joined = Hash([0x01, .. roots[^2], .. roots[^1]]);
            roots.RemoveRange(roots.Count - 2, 2);
            roots.Add(joined);
        }
    }

    private static byte[] RootOf(List<byte[]> roots) => roots.Count == 0 ? Hash([])
        : roots.AsEnumerable().Reverse().Aggregate((right, left) => Hash([0x01, .. left, .. right]));

    private static async Task<LogVerdict?> WrongSubtreeAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(connection, Subtrees);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.IsDBNull(2) || reader.IsDBNull(3)
                || !Same((byte[])reader[1], Hash([0x01, .. (byte[])reader[2], .. (byte[])reader[3]])))
            {
                return new LogVerdict.Broken($"a kept hash was altered (node {reader.GetInt64(0)})");
            }
        }

        return null;
    }

    private static async Task<LogVerdict?> WrongRowAsync(DbConnection connection, CancellationToken cancellation)
    {
        var told = new Dictionary<string, (string Sha256, string Status)>(StringComparer.Ordinal);
        var kept = new Dictionary<string, (string Sha256, string Status)>(StringComparer.Ordinal);
        await using var command = Command(connection, Rows);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var number = reader.GetString(0);
            kept[number] = (reader.GetString(1), reader.GetString(2));
            if (!reader.IsDBNull(3))
            {
                using var leaf = JsonDocument.Parse(reader.GetString(3));
                var before = told.GetValueOrDefault(number, ("", "valid"));
                told[number] = Text(leaf, "type") switch
                {
                    "issued" => (Text(leaf, "sha256") ?? "", before.Item2),
                    "status" => (before.Item1, Text(leaf, "status") ?? ""),
                    _ => before,
                };
            }
        }

        var wrong = kept.FirstOrDefault(k => !told.TryGetValue(k.Key, out var its) || its != k.Value).Key;
        return wrong is null ? null : new LogVerdict.Broken($"document {wrong} is not as the log tells it");
    }

    private static async Task<Dictionary<long, byte[]>> WitnessedAsync(
        DbConnection connection, CancellationToken cancellation)
    {
        var heads = new Dictionary<long, byte[]>();
        await using var command = Command(connection, "SELECT size, root FROM witnessed_heads");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            heads[reader.GetInt64(0)] = (byte[])reader[1];
        }

        return heads;
    }

    private static async Task<int> CountAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(connection, "SELECT COUNT(*) FROM witnessed_heads");
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private static DbCommand Command(DbConnection connection, string query)
    {
        var command = connection.CreateCommand();
        command.CommandText = query;
        return command;
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    private static byte[] Hash(byte[] data) => SHA256.HashData(data);
}
