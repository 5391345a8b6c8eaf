using Microsoft.EntityFrameworkCore;

namespace Civic.JudicialRecords.Storage;

internal static class Counters
{
    /// <summary>
    /// The next number of a series ("dossier:2026-11-22", "certificate:2026"), within the caller's transaction: a
    /// number is used by what commits with it and by nothing else.
    /// </summary>
    internal static Task<long> NextAsync(
        this JudicialDbContext database, string series, CancellationToken cancellation) =>
        database.NextAsync(series, 1, cancellation);

    /// <returns>The first of as many as are asked for, one after the other.</returns>
    internal static async Task<long> NextAsync(
        this JudicialDbContext database, string series, int count, CancellationToken cancellation)
    {
        var numbers = await database
            .Database.SqlQuery<long>(
                $"""
                INSERT INTO counters (series, value) VALUES ({series}, {count})
                ON CONFLICT (series) DO UPDATE SET value = counters.value + {count}
                RETURNING value AS "Value"
                """
            )
            .ToListAsync(cancellation);
        return numbers[0] - count + 1;
    }
}
