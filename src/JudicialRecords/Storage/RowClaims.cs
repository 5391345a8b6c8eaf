using Civic.Shared.Storage;

namespace Civic.JudicialRecords.Storage;

/// <summary>
/// Rows as a queue: on PostgreSQL several workers take different rows; SQLite has one writer at a time anyway.
/// </summary>
internal static class RowClaims
{
    /// <summary>
    /// A SELECT that takes its rows for the rest of the transaction and passes over those that others hold.
    /// </summary>
    internal static string SkipLocked(this DatabaseAddress database, string select) =>
        database.IsPostgres ? select + " FOR UPDATE SKIP LOCKED" : select;
}
