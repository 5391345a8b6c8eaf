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

    /// <summary>
    /// Adds leaves, in their order, to the unit of work in hand, which <see cref="BeginAsync"/> began; once in each.
    /// </summary>
    /// <returns>The place of the first; the others follow it.</returns>
    internal async Task<long> AppendAsync(IReadOnlyCollection<LogLeaf> leaves, CancellationToken cancellation)
    {
        if (database.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Leaves are appended inside a transaction that holds the lock.");
        }

        var first = await SizeAsync(cancellation);
        if (database.LogEntries.Local.Any(e => e.Index >= first))
        {
            throw new InvalidOperationException("Leaves are saved before the next are appended.");
        }

        var tree = new GrowingTree(first, await ReadAsync(MerkleTree.PartsOfTree(first), cancellation));
        foreach (var leaf in leaves)
        {
            var text = leaf.ToText();
            database.LogEntries.Add(new LogEntry { Index = tree.Size, Number = leaf.Number, Leaf = text });
            database.LogNodes.AddRange(tree.Append(LogLeaf.HashOf(text))
                .Select(completed => new LogNode { Id = completed.Tree.Id, Hash = completed.Hash }));
        }

        return first;
    }

    /// <summary>How many leaves there are.</summary>
    internal async Task<long> SizeAsync(CancellationToken cancellation) =>
        (await database.LogEntries.MaxAsync(e => (long?)e.Index, cancellation) ?? -1) + 1;

    internal async Task<byte[]> RootAsync(long size, CancellationToken cancellation) =>
        MerkleTree.Root(size, await ReadAsync(MerkleTree.PartsOfTree(size), cancellation));

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

    /// <summary>What the hashes of the ranges are made of, read at once.</summary>
    internal Task<Dictionary<Subtree, byte[]>> ReadAsync(
        IEnumerable<LeafRange> ranges, CancellationToken cancellation) =>
        ReadAsync(ranges.SelectMany(MerkleTree.Parts), cancellation);

    private async Task<IReadOnlyList<byte[]>> HashesAsync(List<LeafRange> ranges, CancellationToken cancellation)
    {
        var hashes = await ReadAsync(ranges, cancellation);
        return [.. ranges.Select(r => MerkleTree.Hash(r, hashes))];
    }

    private async Task<Dictionary<Subtree, byte[]>> ReadAsync(
        IEnumerable<Subtree> trees, CancellationToken cancellation)
    {
        var ids = trees.Select(t => t.Id).Distinct().ToArray();
        // One parameter for all of them, however many there are.
        return await database.LogNodes.AsNoTracking().Where(n => EF.Parameter(ids).Contains(n.Id))
            .ToDictionaryAsync(n => Subtree.Of(n.Id), n => n.Hash, cancellation);
    }
}
