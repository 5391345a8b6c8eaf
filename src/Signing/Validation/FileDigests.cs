using System.Security.Cryptography;
using Civic.Documents.Reading;
using Civic.Documents.Signatures;

namespace Civic.Signing.Validation;

/// <summary>
/// Every SHA-256 that a validation needs, in one pass over the file: of the file as each revision left it, and of what
/// each signature covers, which is such a beginning of the file too, less the signature's own place.
/// </summary>
internal sealed class FileDigests
{
    private readonly Dictionary<(long Token, long End), byte[]> _signed = [];

    /// <summary>In small hexadecimal: the file at the end of each revision; last, the whole.</summary>
    internal IReadOnlyList<string> Revisions { get; }

    internal FileDigests(PdfFile file, IEnumerable<SignedBytes> ranges)
    {
        var bytes = file.Bytes.Span;
        var tokens = ranges.GroupBy(r => r.TokenStart).OrderBy(g => g.Key).ToList();
        List<int> ends = [.. file.Revisions.Select(r => (int)r.EndOffset), bytes.Length];
        var revisions = new List<string>(ends.Count);
        var first = (int)Math.Min(ends[0], tokens.Count > 0 ? tokens[0].Key : long.MaxValue);
        using var hash = DocumentHash.Begin(HashAlgorithmName.SHA256, bytes[..first], out var at);
        var next = 0;
        foreach (var end in ends)
        {
            for (; next < tokens.Count && tokens[next].Key < end; next++)
            {
                hash.AppendData(bytes[at..(int)tokens[next].Key]);
                at = (int)tokens[next].Key;
                foreach (var range in tokens[next].DistinctBy(r => (r.TokenEnd, r.End)))
                {
                    using var own = hash.Clone();
                    own.AppendData(bytes[(int)range.TokenEnd..(int)range.End]);
                    _signed[(range.TokenStart, range.End)] = own.GetHashAndReset();
                }
            }

            hash.AppendData(bytes[at..end]);
            at = end;
            revisions.Add(Convert.ToHexStringLower(hash.GetCurrentHash()));
        }

        Revisions = revisions;
    }

    internal byte[] Of(SignedBytes range, HashAlgorithmName algorithm) =>
        algorithm == HashAlgorithmName.SHA256 && _signed.TryGetValue((range.TokenStart, range.End), out var known)
            ? known
            : range.Hash(algorithm);
}
