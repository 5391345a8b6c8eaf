using System.Numerics;
using System.Security.Cryptography;

namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>A perfect subtree: the 2^Level leaves from Index * 2^Level on. Its hash never changes.</summary>
internal readonly record struct Subtree(int Level, long Index)
{
    private const int IndexBits = 48;

    /// <summary>One number for both, by which it is kept.</summary>
    internal long Id => ((long)Level << IndexBits) | Index;

    internal static Subtree Of(long id) => new((int)(id >> IndexBits), id & ((1L << IndexBits) - 1));
}

/// <summary>Leaves from First up to, but not with, End; First is a multiple of the next power of two.</summary>
internal readonly record struct LeafRange(long First, long End)
{
    private long Count => End - First;

    internal bool IsPerfect => BitOperations.IsPow2(Count);

    internal Subtree Subtree => new(BitOperations.Log2((ulong)Count), First / Count);

    /// <summary>RFC 9162 2.1.1: the left part takes the largest power of two below the number of leaves.</summary>
    internal (LeafRange Left, LeafRange Right) Split()
    {
        var middle = First + (1L << BitOperations.Log2((ulong)(Count - 1)));
        return (new(First, middle), new(middle, End));
    }
}

/// <summary>
/// The Merkle tree of RFC 9162 section 2.1 over SHA-256. Which subtrees a hash or proof takes is computed apart from
/// their hashes, so that a store is asked for all of them at once; there are never more than some dozens.
/// </summary>
internal static class MerkleTree
{
    internal static byte[] LeafHash(ReadOnlySpan<byte> leaf) => SHA256.HashData([0x00, .. leaf]);

    internal static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        SHA256.HashData([0x01, .. left, .. right]);

    /// <summary>The subtrees whose hashes make up that of the range.</summary>
    internal static IEnumerable<Subtree> Parts(LeafRange range)
    {
        if (range.IsPerfect)
        {
            return [range.Subtree];
        }

        var (left, right) = range.Split();
        return Parts(left).Concat(Parts(right));
    }

    /// <summary>Parts of the whole tree; none of the empty one.</summary>
    internal static IEnumerable<Subtree> PartsOfTree(long size) => size == 0 ? [] : Parts(new LeafRange(0, size));

    internal static byte[] Root(long size, IReadOnlyDictionary<Subtree, byte[]> hashes) =>
        size == 0 ? SHA256.HashData([]) : Hash(new LeafRange(0, size), hashes);

    internal static byte[] Hash(LeafRange range, IReadOnlyDictionary<Subtree, byte[]> hashes)
    {
        if (range.IsPerfect)
        {
            return hashes[range.Subtree];
        }

        var (left, right) = range.Split();
        return NodeHash(Hash(left, hashes), Hash(right, hashes));
    }

    /// <summary>The subtrees that the next leaf of a tree of this size completes, itself first.</summary>
    internal static IEnumerable<(Subtree Tree, byte[] Hash)> Append(
        long size, byte[] leafHash, IReadOnlyDictionary<Subtree, byte[]> hashes)
    {
        var (tree, hash) = (new Subtree(0, size), leafHash);
        yield return (tree, hash);
        while ((tree.Index & 1) == 1)
        {
            hash = NodeHash(hashes[tree with { Index = tree.Index - 1 }], hash);
            tree = new Subtree(tree.Level + 1, tree.Index >> 1);
            yield return (tree, hash);
        }
    }

    /// <summary>RFC 9162 2.1.3.1: the ranges beside the way from a leaf up to the root.</summary>
    internal static List<LeafRange> InclusionPath(long index, long size)
    {
        var path = new List<LeafRange>();
        for (var range = new LeafRange(0, size); range.End - range.First > 1;)
        {
            var (left, right) = range.Split();
            var isLeft = index < left.End;
            path.Add(isLeft ? right : left);
            range = isLeft ? left : right;
        }

        path.Reverse();
        return path;
    }

    /// <summary>RFC 9162 2.1.4.1: the ranges that show that a tree begins with an earlier one.</summary>
    internal static List<LeafRange> ConsistencyPath(long first, long size)
    {
        var path = new List<LeafRange>();
        var isWhole = true;
        var range = new LeafRange(0, size);
        while (first != range.End)
        {
            var (left, right) = range.Split();
            if (first <= left.End)
            {
                path.Add(right);
                range = left;
            }
            else
            {
                path.Add(left);
                range = right;
                isWhole = false;
            }
        }

        if (!isWhole)
        {
            path.Add(range);
        }

        path.Reverse();
        return path;
    }
}
