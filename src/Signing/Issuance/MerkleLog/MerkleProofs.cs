namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>Checks proofs as a stranger would: from hashes alone (RFC 9162 2.1.3.2 and 2.1.4.2).</summary>
internal static class MerkleProofs
{
    /// <returns>False unless proven.</returns>
    internal static bool IsIncluded(
        byte[] leafHash, long index, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in path)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <returns>False unless proven.</returns>
    internal static bool IsConsistent(long first, ReadOnlySpan<byte> firstRoot, long second,
        ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> path)
    {
        if (first < 0 || first > second)
        {
            return false;
        }

        if (first == second)
        {
            return path.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        }

        // The empty tree is the beginning of every tree.
        return first == 0 ? path.Count == 0 : Walk(first, firstRoot, second, secondRoot, path);
    }

    private static bool Walk(long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot,
        IReadOnlyList<byte[]> path)
    {
        byte[][] steps = System.Numerics.BitOperations.IsPow2(first) ? [firstRoot.ToArray(), .. path] : [.. path];
        if (steps.Length == 0)
        {
            return false;
        }

        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (old, all) = (steps[0], steps[0]);
        foreach (var step in steps.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                (old, all) = (MerkleTree.NodeHash(step, old), MerkleTree.NodeHash(step, all));
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                all = MerkleTree.NodeHash(all, step);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && firstRoot.SequenceEqual(old) && secondRoot.SequenceEqual(all);
    }
}
