using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Civic.Shared.Audit;

/// <summary>
/// Audit events joined in order, each hash covering the one before: a row that is changed, removed or put between
/// others afterwards breaks the chain from there on. Removing the newest rows shows only against a head noted
/// elsewhere, which is why the verdict names the head.
/// </summary>
public static class AuditChain
{
    private const string Select =
        "SELECT sequence, hash, id, at, actor, action, subject, outcome, detail, correlation "
        + "FROM audit_events WHERE sequence IS NOT NULL ORDER BY sequence";

    /// <summary>Recomputes the chain of one service's database from its first event.</summary>
    public static async Task<AuditVerdict> VerifyAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Select;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var (count, head) = (0L, "");
        while (await rows.ReadAsync(cancellation))
        {
            var sequence = rows.GetInt64(0);
            if (sequence != count + 1)
            {
                return new AuditVerdict.Broken(count + 1, $"event {count + 1} is missing; the next one is {sequence}");
            }

            var hash = HashOf(head, sequence, Read(rows));
            if (await rows.IsDBNullAsync(1, cancellation) || rows.GetString(1) != hash)
            {
                return new AuditVerdict.Broken(
                    sequence,
                    $"event {sequence} ({rows.GetValue(2)}) is not what was joined"
                );
            }

            (count, head) = (sequence, hash);
        }

        await rows.DisposeAsync();
        return new AuditVerdict.Intact(count, head, await WaitingAsync(connection, cancellation));
    }

    internal static string HashOf(string previous, long sequence, AuditEvent e)
    {
        // A JSON array names the border of every value, so no two different events have the same text.
        var text = JsonSerializer.Serialize<object[]>([
            previous,
            sequence,
            e.Id.ToString("D"),
            e.At.UtcTicks,
            e.Actor,
            e.Action,
            e.Subject,
            e.Outcome,
            e.Detail,
            e.Correlation,
        ]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    internal static AuditEvent Read(DbDataReader row) =>
        new()
        {
            Id = Guid.Parse(Convert.ToString(row.GetValue(2), CultureInfo.InvariantCulture)!),
            At = new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
            Actor = row.GetString(4),
            Action = row.GetString(5),
            Subject = row.GetString(6),
            Outcome = row.GetString(7),
            Detail = row.GetString(8),
            Correlation = row.GetString(9),
        };

    private static async Task<long> WaitingAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM audit_events WHERE sequence IS NULL";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }
}

/// <summary>What a check of one service's chain found.</summary>
public abstract record AuditVerdict
{
    private AuditVerdict() { }

    /// <param name="Events">How many are joined.</param>
    /// <param name="Head">Hash of the newest; empty where there is none. Note it elsewhere to prove the end
    /// too.</param>
    /// <param name="Waiting">Events written and not joined yet.</param>
    public sealed record Intact(long Events, string Head, long Waiting) : AuditVerdict;

    /// <param name="Sequence">The first place where the chain does not hold.</param>
    /// <param name="Why">In words.</param>
    public sealed record Broken(long Sequence, string Why) : AuditVerdict;
}
