using Civic.Signing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>
/// The append-only log in the database. Writers come one after the other: an advisory lock on PostgreSQL, the file's
/// write lock on SQLite, both until the transaction's end, so that a leaf and the row that it tells of are there
/// together or not at all. A request reads a few dozen hashes, however long the log is.
/// </summary>
internal sealed class IssuanceLog(SigningDatabase database)
{
    private const long Lock = 20260103;

    /// <summary>Begins a unit of work that may append. What was read before it may be stale.</summary>
    internal async Task<IDbContextTransaction> BeginAsync(CancellationToken cancellation)
    {
        var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);
        }

        return transaction;
    }

    /// <summary>Adds a leaf to the unit of work in hand, which <see cref="BeginAsync"/> began.</summary>
    /// <returns>Its place.</returns>
    internal async Task<long> AppendAsync(LogLeaf leaf, CancellationToken cancellation)
    {
        if (database.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A leaf is appended inside a transaction that holds the lock.");
        }

        var size = await SizeAsync(cancellation);
        var pending = database.LogEntries.Local.Count(e => e.Index >= size);
        if (pending > 0)
        {
            throw new InvalidOperationException("One leaf is saved before the next is appended.");
        }

        var text = leaf.ToText();
        var hashes = await HashesAsync(MerkleTree.PartsOfTree(size), cancellation);
        foreach (var (tree, hash) in MerkleTree.Append(size, LogLeaf.HashOf(text), hashes))
        {
            database.LogNodes.Add(new LogNode { Id = tree.Id, Hash = hash });
        }

        database.LogEntries.Add(new LogEntry { Index = size, Number = leaf.Number, Leaf = text });
        return size;
    }

    /// <summary>How many leaves there are.</summary>
    internal async Task<long> SizeAsync(CancellationToken cancellation) =>
        (await database.LogEntries.MaxAsync(e => (long?)e.Index, cancellation) ?? -1) + 1;

    internal async Task<byte[]> RootAsync(long size, CancellationToken cancellation) =>
        MerkleTree.Root(size, await HashesAsync(MerkleTree.PartsOfTree(size), cancellation));

    /// <param name="index">Below <paramref name="size"/>.</param>
    /// <param name="size">At most that of the log.</param>
    /// <param name="cancellation">Stops the reading.</param>
    internal Task<IReadOnlyList<byte[]>> InclusionAsync(long index, long size, CancellationToken cancellation) =>
        HashesAsync(MerkleTree.InclusionPath(index, size), cancellation);

    /// <param name="first">At most <paramref name="size"/>.</param>
    /// <param name="size">At most that of the log.</param>
    /// <param name="cancellation">Stops the reading.</param>
    internal Task<IReadOnlyList<byte[]>> ConsistencyAsync(long first, long size, CancellationToken cancellation) =>
        HashesAsync(first == 0 ? [] : MerkleTree.ConsistencyPath(first, size), cancellation);

    private async Task<IReadOnlyList<byte[]>> HashesAsync(List<LeafRange> ranges, CancellationToken cancellation)
    {
        var hashes = await HashesAsync(ranges.SelectMany(MerkleTree.Parts), cancellation);
        return [.. ranges.Select(r => MerkleTree.Hash(r, hashes))];
    }

    private async Task<Dictionary<Subtree, byte[]>> HashesAsync(
        IEnumerable<Subtree> trees, CancellationToken cancellation)
    {
        var wanted = trees.ToDictionary(t => t.Id);
        var ids = wanted.Keys.ToArray();
        return await database.LogNodes.AsNoTracking().Where(n => ids.Contains(n.Id))
            .ToDictionaryAsync(n => wanted[n.Id], n => n.Hash, cancellation);
    }
}
