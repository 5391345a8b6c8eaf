using Civic.Shared.Audit;
using Civic.Shared.Hosting;
using Civic.Signing.Storage;

namespace Civic.Signing.Statements;

/// <summary>Signs statements, and records for each that it was made before it is given out.</summary>
internal sealed class StatementBook(
    SigningDatabase database, StatementKey key, CivicSettings settings, TimeProvider clock)
{
    /// <returns>In the order of the statements, whose records are committed together.</returns>
    internal async Task<IReadOnlyList<NumberedStatement>> MakeAsync(
        string client, IReadOnlyList<Statement> statements, CancellationToken cancellation)
    {
        var made = new List<NumberedStatement>();
        foreach (var statement in statements)
        {
            var jws = key.Sign(statement);
            made.Add(new(statement.Number, jws, $"{settings.OwnAddress}/v/{statement.Number}#{jws}"));
            database.Audit(clock, client, "statement.made", statement.Number);
        }

        await database.SaveChangesAsync(cancellation);
        return made;
    }
}
