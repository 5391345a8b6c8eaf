using System.Data.Common;
using Civic.AppHost.House;
using Civic.Shared.Audit;
using Npgsql;

namespace Civic.AppHost.Audit;

/// <summary>
/// Recomputes the audit chain of every service: 0 where all hold, 1 where one breaks, 2 where none is.
/// </summary>
internal static class AuditVerifyCommand
{
    internal static async Task<int> RunAsync(string data, string? postgres, CancellationToken cancellation)
    {
        var (read, broken) = (0, 0);
        foreach (var host in HouseHost.All)
        {
            await using var connection = await ServiceDatabase.OpenAsync(host, data, postgres, cancellation);
            var isPostgres = connection is NpgsqlConnection;
            if (connection is null || !await HasAuditAsync(connection, isPostgres, cancellation))
            {
                continue;
            }

            read++;
            var verdict = await AuditChain.VerifyAsync(connection, cancellation);
            broken += verdict is AuditVerdict.Broken ? 1 : 0;
            Console.WriteLine(Sentence(host.Name, verdict));
            if (host.Name == "signing")
            {
                var log = await IssuanceLogCheck.VerifyAsync(connection, cancellation);
                broken += log is LogVerdict.Broken ? 1 : 0;
                Console.WriteLine(Sentence(log));
            }
        }

        if (read == 0)
        {
            await Console.Error.WriteLineAsync(
                $"No service has kept an audit trail in {postgres ?? data} yet; name the folder with --data.");
            return 2;
        }

        return broken == 0 ? 0 : 1;
    }

    private static string Sentence(string name, AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Intact { Events: 0 } intact => $"{name}: good, no event yet{Waiting(intact)}",
        AuditVerdict.Intact intact => $"{name}: good, {intact.Events} events, head {intact.Head}{Waiting(intact)}",
        AuditVerdict.Broken b => $"{name}: broken at event {b.Sequence}: {b.Why}",
        _ => throw new System.Diagnostics.UnreachableException("A chain holds or is broken."),
    };

    private static string Sentence(LogVerdict verdict) => verdict switch
    {
        LogVerdict.Intact log =>
            $"issuance log: good, {log.Entries} entries, root {log.Root}, {log.WitnessedHeads} heads witnessed",
        LogVerdict.Broken log => $"issuance log: broken: {log.Why}",
        _ => throw new System.Diagnostics.UnreachableException("A log holds or is broken."),
    };

    private static string Waiting(AuditVerdict.Intact intact) =>
        intact.Waiting == 0 ? "" : $", {intact.Waiting} not joined yet";

    private static async Task<bool> HasAuditAsync(
        DbConnection connection, bool isPostgres, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = isPostgres
            ? "SELECT 1 FROM information_schema.tables WHERE table_name = 'audit_events'"
            : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_events'";
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}
