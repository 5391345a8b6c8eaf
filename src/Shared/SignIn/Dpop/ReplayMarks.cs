using Civic.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Civic.Shared.SignIn.Dpop;

/// <summary>Something that may be used once only, until it expires.</summary>
public sealed record ReplayMark(string Kind, string Value, DateTimeOffset Until)
{
    private readonly string _hash = Secrets.Hash($"{Kind}\n{Value}");

    /// <summary>True for the first unit of work with this kind and value, across all replicas.</summary>
    public async ValueTask<bool> TakeAsync(PreparedConnection unit) =>
        await unit.ExecuteAsync(
            "INSERT INTO replay_marks (mark, expires_at) VALUES (@0, @1) ON CONFLICT DO NOTHING", _hash, Until) == 1;

    /// <summary>The same within the caller's own transaction: undone with it.</summary>
    internal async Task<bool> TakeAsync(CivicDbContext database, CancellationToken cancellation) =>
        await database.Database.ExecuteSqlAsync(
            $"INSERT INTO replay_marks (mark, expires_at) VALUES ({_hash}, {Until.UtcTicks}) ON CONFLICT DO NOTHING",
            cancellation) == 1;
}

/// <summary>
/// What may be used once only, across all replicas: ids of assertions, proofs and logout tokens. A mark is committed
/// before its caller goes on; marks that arrive together are committed together.
/// </summary>
public sealed class ReplayMarks(GroupCommit commit)
{
    /// <summary>True for the first caller with this kind and value; false ever after, until it expires.</summary>
    public Task<bool> IsFirstAsync(ReplayMark mark, CancellationToken cancellation) =>
        commit.RunAsync(mark.TakeAsync, cancellation);
}
