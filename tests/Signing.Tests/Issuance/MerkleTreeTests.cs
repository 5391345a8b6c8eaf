using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Signing.Issuance.MerkleLog;
using Civic.Signing.Tests.Stage;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Civic.Signing.Tests.Issuance;

/// <summary>The tree and its proofs, for every size, leaf and pair up to some hundred.</summary>
public sealed class MerkleTreeTests
{
    private const int Largest = 130;

    private static readonly GrownTree Tree = new(Largest);

    [Fact]
    public void Inclusion_EveryLeafOfEverySize_IsProvenAndNoOtherLeafIs()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var root = Tree.Root(size);
            for (var index = 0; index < size; index++)
            {
                var proof = Tree.Inclusion(index, size);
                MerkleProofs.IsIncluded(GrownTree.Leaf(index), index, size, proof, root).ShouldBeTrue();
                MerkleProofs.IsIncluded(GrownTree.Leaf(index + 1), index, size, proof, root).ShouldBeFalse();
                MerkleProofs.IsIncluded(GrownTree.Leaf(index), index + 1, size, proof, root).ShouldBeFalse();
                MerkleProofs.IsIncluded(GrownTree.Leaf(index), index, size, [.. proof, root], root).ShouldBeFalse();
                if (proof.Count > 0)
                {
                    MerkleProofs.IsIncluded(GrownTree.Leaf(index), index, size, proof[1..], root).ShouldBeFalse();
                }
            }
        }
    }

    [Fact]
    public void Consistency_EveryPair_IsProvenAndNoOtherPastIs()
    {
        var other = SHA256.HashData([7]);
        for (var second = 0; second <= Largest; second++)
        {
            for (var first = 0; first <= second; first++)
            {
                var proof = Tree.Consistency(first, second);
                MerkleProofs.IsConsistent(first, Tree.Root(first), second, Tree.Root(second), proof).ShouldBeTrue();
                if (first > 0)
                {
                    MerkleProofs.IsConsistent(first, other, second, Tree.Root(second), proof).ShouldBeFalse();
                    MerkleProofs.IsConsistent(first, Tree.Root(first), second, other, proof).ShouldBeFalse();
                }
            }
        }
    }

    [Fact]
    public void Append_InGroupsOfAnySize_EachFromWhatTheStoreHolds_SameTreeAsLeafByLeaf()
    {
        var seed = 2026u;
        for (var size = 0; size <= Largest; size++)
        {
            var kept = new Dictionary<Subtree, byte[]>();
            for (var done = 0; done < size;)
            {
                seed = (seed * 1_664_525) + 1_013_904_223;
                var group = Math.Min(size - done, 1 + (int)(seed >> 16) % 40);
                // A group knows nothing but the hashes that are read for it.
                var tree = new GrowingTree(done, MerkleTree.PartsOfTree(done).ToDictionary(p => p, p => kept[p]));
                foreach (var (part, hash) in Enumerable.Range(done, group)
                    .SelectMany(i => tree.Append(GrownTree.Leaf(i))))
                {
                    kept.Add(part, hash);
                }

                done += group;
                tree.Size.ShouldBe(done);
            }

            MerkleTree.Root(size, kept).ShouldBe(Tree.Root(size));
            kept.Count.ShouldBe(new GrownTree(size).Count);
        }
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1_048_577)]
    [InlineData(999_999_999)]
    public void Proofs_OfALongLog_AskForFewHashes(long size)
    {
        MerkleTree.PartsOfTree(size).Count().ShouldBeLessThan(40);
        MerkleTree.InclusionPath(size / 3, size).SelectMany(MerkleTree.Parts).Count().ShouldBeLessThan(80);
        MerkleTree.ConsistencyPath(size / 3, size).SelectMany(MerkleTree.Parts).Count().ShouldBeLessThan(80);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 999_999_999)]
    [InlineData(30, 5)]
    public void Subtree_ById_IsItself(int level, long index) =>
        Subtree.Of(new Subtree(level, index).Id).ShouldBe(new Subtree(level, index));

    [Fact]
    public async Task NodeJudge_RootsAndProofs_AgreeWithTheRfc()
    {
        using var shell = new Shell();
        var log = new
        {
            leaves = Enumerable.Range(0, 33).Select(GrownTree.Text),
            heads = Enumerable.Range(0, 34).Select(n => new { size = n, root = Base64UrlEncoder.Encode(Tree.Root(n)) }),
            inclusion = from size in Enumerable.Range(1, 33)
                        from index in Enumerable.Range(0, size)
                        select new { index, size, proof = Receipts.Encode(Tree.Inclusion(index, size)) },
            consistency = from second in Enumerable.Range(1, 33)
                          from first in Enumerable.Range(0, second + 1)
                          select new { first, second, proof = Receipts.Encode(Tree.Consistency(first, second)) },
        };

        var said = await MerkleJudge.JudgeAsync(shell, JsonSerializer.Serialize(log));

        said.ShouldBe("judged 34 561 594");
    }
}

/// <summary>A tree that grew leaf by leaf, with its subtrees in memory.</summary>
internal sealed class GrownTree
{
    private readonly Dictionary<Subtree, byte[]> _hashes = [];

    internal GrownTree(int size)
    {
        for (var i = 0; i < size; i++)
        {
            foreach (var (tree, hash) in MerkleTree.Append(i, Leaf(i), _hashes).ToList())
            {
                _hashes.Add(tree, hash);
            }
        }
    }

    internal int Count => _hashes.Count;

    internal static string Text(int index) => $"lá số {index}";

    internal static byte[] Leaf(int index) => MerkleTree.LeafHash(Encoding.UTF8.GetBytes(Text(index)));

    internal byte[] Root(long size) => MerkleTree.Root(size, _hashes);

    internal List<byte[]> Inclusion(long index, long size) =>
        [.. MerkleTree.InclusionPath(index, size).Select(r => MerkleTree.Hash(r, _hashes))];

    internal List<byte[]> Consistency(long first, long size) =>
        first == 0 ? [] : [.. MerkleTree.ConsistencyPath(first, size).Select(r => MerkleTree.Hash(r, _hashes))];
}

/// <summary>Judges/merkle.mjs, which shares nothing with our code.</summary>
internal static class MerkleJudge
{
    internal static async Task<string> JudgeAsync(Shell shell, string log)
    {
        using var script = typeof(MerkleJudge).Assembly.GetManifestResourceStream("judges/merkle.mjs")!;
        using var copy = new MemoryStream();
        await script.CopyToAsync(copy);
        var judge = shell.Write("merkle.mjs", copy.ToArray());
        var input = shell.Write("log.json", Encoding.UTF8.GetBytes(log));
        var (_, said) = await shell.RunAsync("sh", "-c", $"node '{judge}' < '{input}'");
        return said.Trim();
    }
}
