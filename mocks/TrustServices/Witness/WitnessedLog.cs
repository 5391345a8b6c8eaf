using System.Security.Cryptography;

namespace Civic.TrustServices.Witness;

/// <summary>The newest tree head that the witness has countersigned.</summary>
internal sealed record SeenHead(long Size, byte[] Root);

/// <summary>Whether one tree continues another (RFC 9162 2.1.4.2), computed by the witness itself.</summary>
internal static class Continuation
{
    /// <returns>False unless proven.</returns>
    internal static bool Holds(SeenHead earlier, SeenHead later, IReadOnlyList<byte[]> proof)
    {
        if (earlier.Size == later.Size)
        {
            return proof.Count == 0 && earlier.Root.AsSpan().SequenceEqual(later.Root);
        }

        if (earlier.Size == 0)
        {
            return proof.Count == 0;
        }

        if (earlier.Size > later.Size || earlier.Size < 0)
        {
            return false;
        }

        var steps = new Queue<byte[]>(proof);
        var (first, second) = Fold(earlier, later.Size, steps);
        return steps.Count == 0 && first is not null && second is not null
            && first.AsSpan().SequenceEqual(earlier.Root) && second.AsSpan().SequenceEqual(later.Root);
    }

    /// <summary>Rebuilds both roots bottom up; null where the proof is too short.</summary>
    private static (byte[]? First, byte[]? Second) Fold(SeenHead earlier, long size, Queue<byte[]> steps)
    {
        var (node, last) = (earlier.Size - 1, size - 1);
        for (; (node & 1) == 1; node >>= 1)
        {
            last >>= 1;
        }

        byte[]? start = node == 0 ? earlier.Root : steps.TryDequeue(out var head) ? head : null;
        var (first, second) = (start, start);
        for (; last > 0 && first is not null; (node, last) = (node >> 1, last >> 1))
        {
            if ((node & 1) == 1)
            {
                if (!steps.TryDequeue(out var left))
                {
                    return (null, null);
                }

                (first, second) = (Join(left, first), Join(left, second!));
            }
            else if (node < last)
            {
                if (!steps.TryDequeue(out var right))
                {
                    return (null, null);
                }

                second = Join(second!, right);
            }
        }

        return (first, second);
    }

    private static byte[] Join(byte[] left, byte[] right) => SHA256.HashData([0x01, .. left, .. right]);
}
