namespace Civic.Signing.Issuance.MerkleLog;

/// <summary>A tree to which leaves are appended in memory; what each of them completes is kept for the next.</summary>
/// <param name="size">How many leaves it has so far.</param>
/// <param name="hashes">Those of its parts, <see cref="MerkleTree.PartsOfTree"/>; they are added to.</param>
internal sealed class GrowingTree(long size, Dictionary<Subtree, byte[]> hashes)
{
    internal long Size { get; private set; } = size;

    /// <returns>The subtrees that the leaf has completed, itself first.</returns>
    internal IReadOnlyList<(Subtree Tree, byte[] Hash)> Append(byte[] leafHash)
    {
        var completed = MerkleTree.Append(Size, leafHash, hashes).ToList();
        foreach (var (tree, hash) in completed)
        {
            hashes.Add(tree, hash);
        }

        Size++;
        return completed;
    }
}
