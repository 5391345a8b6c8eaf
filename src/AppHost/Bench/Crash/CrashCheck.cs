using System.Data.Common;
using System.Globalization;
using System.Net.Http.Json;
using Civic.AppHost.House;

namespace Civic.AppHost.Bench.Crash;

/// <summary>What must hold once everything has come to rest, read from the databases and from the mocks.</summary>
internal sealed class CrashCheck(string data, string? postgres, IReadOnlyDictionary<string, string> addresses)
{
    /// <summary>Rows of which there must be none, each with what it would mean.</summary>
    private static readonly (string Host, string What, string Sql)[] None =
    [
        ("judicial", "a dossier's code is there twice", "SELECT code FROM dossiers GROUP BY code HAVING count(*) > 1"),
        ("judicial", "a certificate's number is there twice",
            "SELECT address_number FROM certificates GROUP BY address_number HAVING count(*) > 1"),
        ("judicial", "a number was reserved twice",
            "SELECT year, value FROM reserved_numbers GROUP BY year, value HAVING count(*) > 1"),
        ("judicial", "a paper's number is there twice",
            "SELECT address_number FROM papers WHERE address_number IS NOT NULL GROUP BY address_number "
            + "HAVING count(*) > 1"),
        ("judicial", "an order has two receipts that stand",
            "SELECT order_id FROM receipts WHERE cancelled_at IS NULL GROUP BY order_id HAVING count(*) > 1"),
        ("judicial", "an order's ledger is not what is held for it",
            "SELECT o.id FROM payment_orders o LEFT JOIN payment_entries e ON e.order_id = o.id "
            + "GROUP BY o.id, o.held HAVING coalesce(sum(e.amount), 0) <> o.held"),
        ("judicial", "an order's receipts are not what is held for it",
            "SELECT o.id FROM payment_orders o LEFT JOIN receipts r ON r.order_id = o.id AND r.cancelled_at IS NULL "
            + "GROUP BY o.id, o.held HAVING coalesce(sum(r.amount), 0) <> o.held"),
        ("judicial", "a dossier was paid twice",
            "SELECT dossier_id FROM payment_orders WHERE status = 1 GROUP BY dossier_id HAVING count(*) > 1"),
        ("judicial", "a dossier was worked on without its fee",
            "SELECT id FROM dossiers WHERE state IN (2, 4, 9, 10) AND fee_citizen > 0 AND NOT EXISTS "
            + "(SELECT 1 FROM payment_orders o WHERE o.dossier_id = dossiers.id AND o.status = 1)"),
        ("judicial", "a request is not returned", "SELECT code FROM dossiers WHERE state <> 10"),
        ("judicial", "a step stands twice in a history",
            "SELECT dossier_id FROM state_changes WHERE \"to\" IN (2, 4, 9, 10) GROUP BY dossier_id, \"to\" "
            + "HAVING count(*) > 1"),
        ("judicial", "a change of state was told to nobody", "SELECT id FROM state_changes WHERE told_at IS NULL"),
        ("judicial", "an announcement was told to nobody", "SELECT id FROM announcements WHERE told_at IS NULL"),
        ("judicial", "a message was not sent", "SELECT id FROM messages WHERE sent_at IS NULL"),
        ("judicial", "a result was not sent on", "SELECT id FROM result_deliveries WHERE sent_at IS NULL"),
        ("judicial", "a paper was not issued",
            "SELECT address_number FROM papers WHERE issued_at IS NULL AND closed_at IS NULL"),
        ("judicial", "a certificate was not issued", "SELECT address_number FROM certificates WHERE issued_at IS NULL"),
        ("signing", "a number stands twice in the issuance log",
            "SELECT number FROM log_entries GROUP BY number HAVING count(*) > 1"),
    ];

    /// <returns>How many rows there are that should not be.</returns>
    internal async Task<IReadOnlyList<string>> FindAsync(CrashRecord record, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var (host, what, sql) in None)
        {
            var rows = await ReadAsync(host, sql, cancellation);
            if (rows.Count > 0)
            {
                found.Add($"{host}: {what}: {string.Join(", ", rows.Take(5))} ({rows.Count})");
            }
        }

        var codes = (await ReadAsync("judicial", "SELECT code FROM dossiers", cancellation)).ToHashSet();
        found.AddRange(record.Acknowledged.Where(c => !codes.Contains(c)).Select(c => $"acknowledged and lost: {c}"));
        await FindInTheLogAsync(found, cancellation);
        await FindInMessagesAsync(found, cancellation);
        await FindAtTheGatewayAsync(found, cancellation);
        return found;
    }

    internal async Task<int> CountAsync(string host, string what, CancellationToken cancellation) =>
        (await ReadAsync(host, $"SELECT 1 FROM {what}", cancellation)).Count;

    /// <summary>Each certificate and paper is in the log with the file kept here, and nothing else is.</summary>
    private async Task FindInTheLogAsync(List<string> found, CancellationToken cancellation)
    {
        var kept = await ReadAsync("judicial",
            "SELECT address_number || ' ' || sha256 FROM certificates "
            + "UNION SELECT address_number || ' ' || sha256 FROM papers", cancellation);
        var logged = await ReadAsync("signing", "SELECT number || ' ' || sha256 FROM issuances", cancellation);
        found.AddRange(kept.Except(logged).Select(k => $"kept and not in the log: {k}"));
        found.AddRange(logged.Except(kept).Select(k => $"in the log and not kept: {k}"));
    }

    private async Task FindInMessagesAsync(List<string> found, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var taken = (await http.GetFromJsonAsync<string[]>(
            $"{addresses["messages"]}/__civic/messages", cancellation))!.Select(k => k.ToLowerInvariant()).ToHashSet();
        var sent = (await ReadAsync("judicial", "SELECT id FROM messages", cancellation))
            .Select(k => k.ToLowerInvariant()).ToHashSet();
        found.AddRange(sent.Except(taken).Select(k => $"a message that never came: {k}"));
        found.AddRange(taken.Except(sent).Select(k => $"a message under a key of its own: {k}"));
    }

    /// <summary>What the gateway holds is what the books say.</summary>
    private async Task FindAtTheGatewayAsync(List<string> found, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var orders = await ReadAsync(
            "judicial", "SELECT id || ' ' || held FROM payment_orders WHERE pay_url IS NOT NULL", cancellation);
        foreach (var (id, held) in orders.Select(o => (o.Split(' ')[0].ToLowerInvariant(), o.Split(' ')[1])))
        {
            var state = await http.GetFromJsonAsync<GatewayOrder>(
                $"{addresses["payments"]}/orders/{id}", cancellation);
            var there = state!.Status == "paid" ? state.Amount : 0;
            if (there != long.Parse(held, CultureInfo.InvariantCulture))
            {
                found.Add($"the gateway holds {there} for an order of which the books hold {held}: {id}");
            }
        }
    }

    private async Task<List<string>> ReadAsync(string host, string sql, CancellationToken cancellation)
    {
        await using var connection = await ServiceDatabase.OpenAsync(
            HouseHost.All.Single(h => h.Name == host), data, postgres, cancellation)
            ?? throw new HouseFailure($"{host} has no database.");
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    private sealed record GatewayOrder(long Amount, string Status);
}
